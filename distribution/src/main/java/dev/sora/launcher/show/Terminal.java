// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The abilities of a stream of this process.
 *
 * @param interactive whether the stream is a terminal, so that a line may be overwritten
 * @param colour whether to use colours
 * @param unicode whether characters beyond ASCII are shown correctly
 */
public record Terminal(boolean interactive, boolean colour, boolean unicode) {

    /** The file descriptor of standard output. */
    public static final int OUTPUT = 1;

    /** The file descriptor of standard error. */
    public static final int ERROR = 2;

    private static final int USUAL_WIDTH = 80;
    private static final int NARROWEST = 20;

    /** Returns the abilities of a file or a pipe. */
    public static Terminal none() {
        return new Terminal(false, false, true);
    }

    /**
     * Returns the abilities of a stream.
     *
     * @param stream {@link #OUTPUT} or {@link #ERROR}
     * @param environment the environment variables
     */
    public static Terminal of(int stream, Map<String, String> environment) {
        boolean terminal =
                isTerminal(stream) && !"dumb".equals(environment.getOrDefault("TERM", ""));
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(terminal, terminal && !plain, isUnicode());
    }

    private static boolean isTerminal(int stream) {
        // The JVM reports only whether input and output are both terminals; the kernel reports each
        // stream.
        Path link = Path.of("/proc/self/fd/" + stream);
        try {
            if (Files.isSymbolicLink(link)) {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
            }
        } catch (IOException e) {
            return false;
        }
        return System.console() != null;
    }

    private static boolean isUnicode() {
        String name = System.getProperty("stdout.encoding", System.getProperty("sun.jnu.encoding"));
        return name != null
                && Charset.isSupported(name)
                && Charset.forName(name).equals(StandardCharsets.UTF_8);
    }

    /** Returns the number of columns of the terminal from which the process was started. */
    public static int width(Map<String, String> environment) {
        int told = parse(environment.getOrDefault("COLUMNS", ""));
        return told > 0 ? told : ask();
    }

    private static int ask() {
        File terminal = new File("/dev/tty");
        if (!terminal.exists()) {
            return USUAL_WIDTH;
        }
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(terminal)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroy();
                return USUAL_WIDTH;
            }
            String said =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            int columns = parse(said.substring(said.indexOf(' ') + 1).strip());
            return columns > 0 ? columns : USUAL_WIDTH;
        } catch (IOException e) {
            return USUAL_WIDTH;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_WIDTH;
        }
    }

    private static int parse(String number) {
        try {
            int columns = Integer.parseInt(number);
            return columns < NARROWEST ? 0 : columns;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
