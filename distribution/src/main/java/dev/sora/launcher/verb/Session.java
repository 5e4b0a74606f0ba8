// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.host.PluginHost;
import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import dev.sora.launcher.show.RunDisplay;
import dev.sora.launcher.show.Screen;
import dev.sora.launcher.show.Style;
import dev.sora.launcher.show.Table;
import dev.sora.launcher.show.Terminal;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call of the command line.
 *
 * @param in standard input
 * @param out standard output, for results only
 * @param output the abilities of standard output
 * @param screen standard error, for everything else
 * @param environment the environment variables
 * @param backend the plugins, the store and the configuration
 */
public record Session(
        InputStream in,
        PrintStream out,
        Terminal output,
        Screen screen,
        Map<String, String> environment,
        Backend backend) {

    /** Prints a result as text. */
    public void print(String text) {
        screen.clear();
        out.println(Style.harmless(text));
        out.flush();
    }

    /** Returns a table for the width of the terminal; for a file or a pipe, of any width. */
    public String fit(Table table) {
        return output.interactive()
                ? table.render(output.colour(), Terminal.width(environment))
                : table.render(output.colour());
    }

    /** Prints the JSON document of a call with {@code --json}. */
    public void json(Object tree) {
        screen.clear();
        out.print(Json.pretty(JsonTree.of(tree)));
        out.flush();
    }

    /** Returns the write error of standard output; empty if there was none. */
    public Optional<IOException> unwritten() {
        return out instanceof ResultStream stream ? stream.failure() : Optional.empty();
    }

    /** Returns a display of a run. */
    public RunDisplay display() {
        return new RunDisplay(screen, () -> Terminal.width(environment), System::nanoTime);
    }

    /** Reports on standard error which plugins are not active; the call continues without them. */
    public void warn(PluginHost host) {
        warn(host.problems());
    }

    private void warn(List<Problem> problems) {
        List<Problem> configuration = problems.isEmpty() ? List.of() : backend.policy().problems();
        for (Problem problem : problems) {
            String what =
                    configuration.contains(problem)
                            ? "all plugins except those that Sora comes with are left out,"
                                    + " because of"
                                    + " the configuration"
                            : "a plugin is left out";
            screen.line(
                    Style.NOTICE.on(what, screen.terminal().colour())
                            + System.lineSeparator()
                            + problem
                            + System.lineSeparator());
        }
    }
}
