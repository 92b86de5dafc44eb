// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {SignedToken} from "./SignedToken.sol";

interface Swept {
    function sweep(address token) external;
}

/// Other ways to sweep, to measure against; and payments as contracts make them.
contract Rivals {
    /// Accounts that have delegated to a sweeper itself, for good.
    function sweepStanding(address token, address[] calldata accounts) external {
        for (uint256 i = 0; i < accounts.length; i++) {
            Swept(accounts[i]).sweep(token);
        }
    }

    struct Signature { address from; uint256 units; uint8 v; bytes32 r; bytes32 s; }

    /// ERC-2612: an approval by signature, used at once.
    function sweepPermits(SignedToken token, address to, Signature[] calldata all) external {
        for (uint256 i = 0; i < all.length; i++) {
            Signature calldata one = all[i];
            token.permit(
                one.from, address(this), one.units, type(uint256).max, one.v, one.r, one.s);
            token.transferFrom(one.from, to, one.units);
        }
    }

    /// ERC-3009: a transfer by signature.
    function sweepTransfers(SignedToken token, address to, Signature[] calldata all) external {
        for (uint256 i = 0; i < all.length; i++) {
            Signature calldata one = all[i];
            token.transferWithAuthorization(
                one.from, to, one.units, 0, type(uint256).max, 0, one.v, one.r, one.s);
        }
    }

    /// Pays with the 2,300 gas that old contracts leave the receiver.
    function payBarely(address payable to) external payable {
        (bool done, ) = to.call{gas: 0, value: msg.value}("");
        require(done, "refused");
    }
}
