package io.aureus.chains.lightning;

import java.util.List;

/** The nodes that merchants brought, as far as something may be settled at them. */
public interface BroughtNodes {
  /** Those in use, and those that were until a while ago: a late payment must find its order. */
  List<BroughtNode> toRead();

  /** Forgets the secrets of those that are not read any more; now and then. */
  void forget();
}
