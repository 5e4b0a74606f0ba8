// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import java.io.PrintStream;

/**
 * Writes permanent lines and, on a terminal, one line that each update overwrites. Thread-safe: the
 * run's thread, the logger and the handler of Ctrl-C use it.
 */
public final class Screen {

    private static final String BACK = "\r\u001b[K";

    private final PrintStream stream;
    private final Terminal terminal;
    private String live = "";

    /** Creates a screen on a stream. */
    public Screen(PrintStream stream, Terminal terminal) {
        this.stream = stream;
        this.terminal = terminal;
    }

    /** Returns the screen on standard error. */
    public static Screen standard() {
        return Holder.STANDARD;
    }

    /** Returns the abilities of the stream. */
    public Terminal terminal() {
        return terminal;
    }

    /**
     * Prints a permanent line above the overwritten one. Control sequences other than colours are
     * replaced.
     */
    public synchronized void line(String text) {
        String said = Style.harmless(text);
        if (live.isEmpty()) {
            stream.println(said);
        } else {
            stream.print(BACK + said + System.lineSeparator() + live);
        }
        stream.flush();
    }

    /** Replaces the overwritten line; does nothing if the stream is not a terminal. */
    public synchronized void live(String text) {
        if (!terminal.interactive() || text.equals(live)) {
            return;
        }
        live = text;
        stream.print(BACK + text);
        stream.flush();
    }

    /** Clears the overwritten line. */
    public synchronized void clear() {
        live("");
    }

    /** Creates the screen at its first use; a process has one screen on standard error. */
    private static final class Holder {
        private static final Screen STANDARD =
                new Screen(System.err, Terminal.of(Terminal.ERROR, System.getenv()));
    }
}
