// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.serving;

import java.net.URI;
import java.util.List;

/** A running server of models. Any thread may call any method. */
public interface ModelServer extends AutoCloseable {

    /** Returns the address that it listens at, with the real port. */
    URI address();

    /** Returns the names of the models that are served, in alphabetical order. */
    List<String> models();

    /**
     * Ends in order: reports that it is not ready, refuses new predictions, waits until requests in
     * progress are answered, at most as long as its configuration states, and closes.
     */
    void drain();

    /** Closes the server and its models. Requests in progress fail. Closing again has no effect. */
    @Override
    void close();
}
