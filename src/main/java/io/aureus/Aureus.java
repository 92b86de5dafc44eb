package io.aureus;

import io.aureus.commands.Commands;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Where the program starts: the first word of the command line is the command. */
@SpringBootApplication
public class Aureus {

  public static void main(String[] args) {
    int code = Commands.run(Aureus.class, args);
    if (code != 0) {
      System.exit(code);
    }
  }
}
