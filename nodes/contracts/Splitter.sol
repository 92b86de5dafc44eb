// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// Pays several receivers in one transaction by inner calls, as exchanges and wallets do.
contract Splitter {
    /// Sends on the native coin that came with the call.
    function pay(address payable[] calldata to, uint256[] calldata units) external payable {
        for (uint256 i = 0; i < to.length; i++) {
            (bool done, ) = to[i].call{value: units[i]}("");
            require(done, "receiver refused");
        }
    }

    /// Moves the caller's tokens, which it has approved before.
    function payToken(IERC20 token, address[] calldata to, uint256[] calldata units) external {
        for (uint256 i = 0; i < to.length; i++) {
            require(token.transferFrom(msg.sender, to[i], units[i]), "token refused");
        }
    }
}
