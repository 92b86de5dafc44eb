// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

interface Token {
    function balanceOf(address account) external view returns (uint256);
}

/// Moves what lies on many accounts to one receiver in one transaction (EIP-7702). Whoever calls it,
/// nobody but the receiver can ever get anything, and only the receiver says when: a stranger's sweep
/// would strand a transfer that an account has signed by itself. It has no owner and no storage.
///
/// Accounts do not delegate to this contract but to its `shadow`, an address that holds code only
/// while `sweepAll` runs. In all other transactions a delegated account runs no code, so that a
/// payment of native coin with the usual 21,000 gas still arrives.
contract Sweeper {
    /// The account does not hold its share any more than before: the token refused.
    error NotMoved();
    /// Too little gas to tell a token that refuses from gas that ran out.
    error GasTooLow();
    error OnlyTheSweeper();
    error OnlyTheReceiver();
    error NoReceiver();

    /// Nothing was swept: the token refused, or the account has not delegated.
    event Skipped(address account);

    /// What one account may use at most, so that a bad one cannot starve the others.
    uint256 private constant GAS_EACH = 300_000;
    /// What must be left, since a call gets 63/64 of it at most.
    uint256 private constant GAS_NEEDED = 310_000;

    address payable public immutable receiver;
    /// What accounts delegate to.
    address public immutable shadow;
    address private immutable sweeper = address(this);

    constructor(address payable receiver_) {
        if (receiver_ == address(0)) revert NoReceiver();
        receiver = receiver_;
        bytes32 codeHash = keccak256(shadowCode());
        shadow = address(
            uint160(uint256(keccak256(abi.encodePacked(hex"ff", address(this), bytes32(0), codeHash))))
        );
    }

    /// Native coin is accepted, and is the receiver's.
    receive() external payable {}

    /// Sweeps each account that has delegated, and goes on where one fails.
    /// @param token its contract; 0 for the native coin
    function sweepAll(address token, address[] calldata accounts) external {
        if (msg.sender != receiver) revert OnlyTheReceiver();
        lendCode();
        bytes memory order = abi.encodeCall(Sweeper.sweep, (token));
        for (uint256 i = 0; i < accounts.length; i++) {
            if (gasleft() < GAS_NEEDED) revert GasTooLow();
            address account = accounts[i];
            (bool done, ) = account.call{gas: GAS_EACH}(order);
            if (!done || account.code.length == 0) emit Skipped(account);
        }
        Sweeper(payable(shadow)).takeCodeBack();
    }

    /// Runs as the code of an account: sends the receiver all that the account holds.
    /// @param token its contract; 0 for the native coin
    function sweep(address token) external {
        if (token == address(0)) {
            (bool done, ) = receiver.call{value: address(this).balance}("");
            if (!done) revert NotMoved();
            return;
        }
        uint256 units = Token(token).balanceOf(address(this));
        if (units == 0) return;
        // Some tokens answer nothing, some false instead of failing.
        (bool called, bytes memory answer) =
            token.call(abi.encodeWithSignature("transfer(address,uint256)", receiver, units));
        bool silent = answer.length == 0;
        if (!called || !(silent || (answer.length >= 32 && uint256(bytes32(answer)) == 1))) {
            revert NotMoved();
        }
    }

    /// Runs as the code of the shadow. Made in this same transaction, it is gone at its end
    /// (EIP-6780). Anywhere else this could at most pay the receiver, and it is refused there.
    function takeCodeBack() external {
        if (msg.sender != sweeper) revert OnlyTheSweeper();
        selfdestruct(receiver);
    }

    /// Puts code to the shadow, unless an earlier call of this transaction has.
    function lendCode() private {
        if (shadow.code.length != 0) return;
        bytes memory code = shadowCode();
        assembly ("memory-safe") {
            if iszero(create2(0, add(code, 32), mload(code), 0)) { revert(0, 0) }
        }
    }

    /// Makes a minimal proxy (ERC-1167) that runs this contract's code.
    function shadowCode() private view returns (bytes memory) {
        return abi.encodePacked(
            hex"3d602d80600a3d3981f3363d3d373d3d3d363d73",
            address(this),
            hex"5af43d82803e903d91602b57fd5bf3"
        );
    }
}
