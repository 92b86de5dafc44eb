// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// A plain ERC-20 token with any symbol and decimals, all of it held by its deployer.
contract TestToken is ERC20 {
    uint8 private immutable places;

    constructor(string memory symbol_, uint8 places_) ERC20(symbol_, symbol_) {
        places = places_;
        _mint(msg.sender, 10 ** 60);
    }

    function decimals() public view override returns (uint8) {
        return places;
    }
}
