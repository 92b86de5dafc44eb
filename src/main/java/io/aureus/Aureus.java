package io.aureus;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Where the program starts. */
@SpringBootApplication
public class Aureus {

  public static void main(String[] args) {
    SpringApplication.run(Aureus.class, args);
  }
}
