package io.aureus.chains.lightning;

/** Something that one can be asked to pay by Lightning. */
public sealed interface LightningRequest permits Invoice {}
