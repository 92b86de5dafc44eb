package io.aureus.callbacks;

/** Says in plain words what is wrong with what a shop answered, and what to do about it. Pure. */
final class TestVerdict {
  private TestVerdict() {}

  static String of(Outcome outcome, boolean received, boolean post) {
    int status = outcome.status();
    if (received) {
      return "HTTP " + status + ": received. A callback with this answer is not repeated.";
    }
    return status == 0 ? silent(outcome.excerpt()) : answered(status, post);
  }

  private static String answered(int status, boolean post) {
    String said = "HTTP " + status + " does not count. ";
    if (status / 100 == 2) {
      return said + "Answer 200, or let any 2xx answer count, below.";
    }
    if (status / 100 == 3) {
      return said + "It is a redirect, and none is followed: give the URL that it leads to.";
    }
    return said
        + switch (status) {
          case 401, 403 ->
              "The server keeps strangers out. If it is the shop's own check of Callback-Token and"
                  + " Signature, all is well: a test has neither. Otherwise let this path be called"
                  + " without a sign-in, and look whether a firewall refuses it.";
          case 404, 410 -> "Nothing is at this path: compare it with what your shop listens on.";
          case 405 ->
              post
                  ? "This path takes no POST: leave enable_post_callback out, or handle POST."
                  : "This path takes no GET: handle GET, or make orders with enable_post_callback.";
          case 429 -> "The server finds it too many calls: let this gateway's address pass.";
          default ->
              status >= 500
                  ? "The shop's program failed: its log says at what. A call that it does not know,"
                      + " as a test is, should be answered with 200 as well."
                  : "The shop's server refuses the call: its log says why.";
        };
  }

  /** By the words of {@link Sender} and {@link GuardedResolver}. */
  private static String silent(String why) {
    if (why.startsWith("refused: ")) {
      return "It was not called: the name leads to a private address, where nobody but this"
          + " gateway's own network could be reached. Give the shop's public address, or ask the"
          + " operator to allow it (aureus.callbacks.allow).";
    }
    if (why.startsWith("the host name ") || why.startsWith("the look-up ")) {
      return "The host's name is not known to the DNS: look for a typing error, and whether the"
          + " name is set up.";
    }
    if (why.startsWith("the connection was refused")) {
      return "Nothing listens there: is the shop's program running, and is that its port?";
    }
    if (why.startsWith("no connection within ")) {
      return "The host does not answer at all: a firewall may drop the call.";
    }
    if (why.startsWith("no answer within ")) {
      return "The shop took the call and did not answer in time: answer first, work later.";
    }
    if (why.startsWith("TLS: ")) {
      return "No safe connection: the certificate must be from a public authority, be of this"
          + " name and not be over, with its whole chain. For a server without TLS write http://.";
    }
    return "The connection broke before an answer came: the server's log may say why.";
  }
}
