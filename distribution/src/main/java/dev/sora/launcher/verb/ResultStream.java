// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Standard output in UTF-8, with the reason of a write error. A {@link PrintStream} hides that
 * reason; it distinguishes a full disk from a closed pipe.
 */
public final class ResultStream extends PrintStream {

    private final Recorder recorder;

    /** Creates a stream that is flushed after each line. */
    public ResultStream(OutputStream out) {
        this(new Recorder(out));
    }

    private ResultStream(Recorder recorder) {
        super(new BufferedOutputStream(recorder), true, StandardCharsets.UTF_8);
        this.recorder = recorder;
    }

    /** Returns the first write error; empty if there was none. */
    public Optional<IOException> failure() {
        flush();
        return Optional.ofNullable(recorder.failure);
    }

    /** Returns whether an error means that the reader closed the pipe, as {@code head} does. */
    public static boolean isClosedPipe(IOException failure) {
        String said = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return said.contains("pipe");
    }

    private static final class Recorder extends FilterOutputStream {

        private IOException failure;

        Recorder(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
