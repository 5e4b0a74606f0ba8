// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import dev.sora.launcher.show.Screen;
import dev.sora.launcher.show.Terminal;
import dev.sora.launcher.verb.ResultStream;
import dev.sora.launcher.verb.Session;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** The entry point of the command {@code sora}. */
public final class Main {

    private Main() {}

    /** Runs one verb and ends the process with its exit status. */
    public static void main(String[] words) {
        // Numbers have the same format in every locale, as in the documentation.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        Arguments arguments = Arguments.of(words);
        if (arguments.version()) {
            // Scripts often ask for the version, so it is printed before anything is loaded.
            System.out.println("sora " + version());
            return;
        }
        if (arguments.verbose()) {
            System.setProperty(Logging.VERBOSE, "true");
        }
        Map<String, String> environment = System.getenv();
        InstalledBackend backend = new InstalledBackend(Installation.find(environment), version());
        if (arguments.needsPlugins()) {
            backend.warm();
        }
        Thread closing = new Thread(backend::close, "sora-close");
        Runtime.getRuntime().addShutdownHook(closing);
        Terminal output = Terminal.of(Terminal.OUTPUT, environment);
        Session session =
                new Session(
                        System.in,
                        results(output),
                        output,
                        Screen.standard(),
                        environment,
                        backend);
        int status = new Launcher(session, arguments).withInterrupts().run();
        System.exit(status);
    }

    /**
     * Returns the stream for results: UTF-8 in every locale, and separate from {@code System.out},
     * to which libraries may print. A terminal gets the encoding that it can show.
     */
    private static PrintStream results(Terminal output) {
        PrintStream results =
                output.interactive()
                        ? System.out
                        : new ResultStream(new FileOutputStream(FileDescriptor.out));
        System.setOut(System.err);
        return results;
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
