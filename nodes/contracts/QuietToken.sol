// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// A token that moves without a word, as the large old ones do; and, for chosen senders, one that
/// misbehaves in one of the ways that tokens do.
contract QuietToken {
    enum Whim { NONE, ANSWERS_FALSE, FAILS, BURNS_GAS, ANSWERS_NONSENSE }

    event Transfer(address indexed from, address indexed to, uint256 units);

    mapping(address => uint256) public balanceOf;
    mapping(address => Whim) public whims;

    constructor() {
        balanceOf[msg.sender] = 10 ** 60;
    }

    function setWhim(address sender, Whim whim) external {
        whims[sender] = whim;
    }

    function transfer(address to, uint256 units) external {
        Whim whim = whims[msg.sender];
        if (whim == Whim.ANSWERS_FALSE) answer(0);
        if (whim == Whim.ANSWERS_NONSENSE) answer(2);
        require(whim != Whim.FAILS, "blocked");
        if (whim == Whim.BURNS_GAS) assembly { invalid() }
        balanceOf[msg.sender] -= units;
        balanceOf[to] += units;
        emit Transfer(msg.sender, to, units);
    }

    function answer(uint256 word) private pure {
        assembly {
            mstore(0, word)
            return(0, 32)
        }
    }
}
