// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import java.io.PrintStream;

/**
 * The stream that people watch: lines that stay, and on a terminal one line that is drawn over.
 * Used by the run's thread, the logger and the handler of Ctrl-C at once.
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

    /** Returns what the stream leads to. */
    public Terminal terminal() {
        return terminal;
    }

    /** Prints a text that stays, above the line that is drawn over. */
    public synchronized void line(String text) {
        String said = Style.harmless(text);
        if (live.isEmpty()) {
            stream.println(said);
        } else {
            stream.print(BACK + said + System.lineSeparator() + live);
        }
        stream.flush();
    }

    /** Draws over the last line; nothing happens where nobody watches. */
    public synchronized void live(String text) {
        if (!terminal.interactive() || text.equals(live)) {
            return;
        }
        live = text;
        stream.print(BACK + text);
        stream.flush();
    }

    /** Wipes the line that is drawn over. */
    public synchronized void clear() {
        live("");
    }

    /** Made when first asked for: standard error of this process is one for all. */
    private static final class Holder {
        private static final Screen STANDARD =
                new Screen(System.err, Terminal.of(Terminal.ERROR, System.getenv()));
    }
}
