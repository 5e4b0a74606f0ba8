// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.serving;

import java.net.URI;
import java.util.Map;

/**
 * A page that shows a run in a browser while it runs. Any thread may call any method, and none
 * throws or waits for a browser, except {@link #close()}: a run does not depend on its page.
 *
 * <p>Events are trees of maps, lists, strings, numbers and booleans. A browser that opens the page
 * late receives the events from the beginning.
 */
public interface RunPage extends AutoCloseable {

    /**
     * Returns the address of the page, with the real port. Its fragment is the token without which
     * the page does not stop the run.
     */
    URI address();

    /**
     * Shows an event that stays, such as the end of an epoch. If there are very many, a browser
     * that opens the page late receives fewer of the oldest ones.
     *
     * @param name what it is
     */
    void add(String name, Map<String, ?> event);

    /**
     * Shows an event that replaces the one before with the same key, such as the progress within an
     * epoch.
     *
     * @param key identifies what is replaced
     * @param name what it is
     */
    void replace(String key, String name, Map<String, ?> event);

    /**
     * Ends the page once the browsers that have it open received all events, and after some seconds
     * at the latest. Closing again has no effect.
     */
    @Override
    void close();
}
