package io.aureus.commands;

import io.aureus.chains.ChainsSettings;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;

/** The few rooms that {@code aureus signer} needs: no node is asked, no port is opened. */
@EnableAutoConfiguration
@EnableConfigurationProperties(ChainsSettings.class)
@ComponentScan({"io.aureus.database", "io.aureus.keys", "io.aureus.commands"})
class SignerApplication {}
