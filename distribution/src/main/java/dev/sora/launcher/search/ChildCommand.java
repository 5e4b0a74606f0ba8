// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.search;

import dev.sora.launcher.Main;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts this program again, with the options of this JVM. */
public final class ChildCommand {

    private ChildCommand() {}

    /** Returns the command without arguments of the program. */
    public static List<String> start() {
        List<String> command = new ArrayList<>();
        String home = System.getProperty("java.home");
        command.add(
                ProcessHandle.current()
                        .info()
                        .command()
                        .orElse(Path.of(home, "bin", "java").toString()));
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            // a debugger's port is taken, and an archive of classes is that of this process
            boolean own =
                    option.startsWith("-agentlib:")
                            || option.startsWith("-javaagent:")
                            || option.startsWith("-Xrunjdwp")
                            || option.startsWith("-XX:ArchiveClassesAtExit");
            if (!own) {
                command.add(option);
            }
        }
        String path = System.getProperty("java.class.path");
        boolean jar = path.endsWith(".jar") && !path.contains(System.getProperty("path.separator"));
        // the manifest of the jar has attributes that count only with -jar
        command.addAll(jar ? List.of("-jar", path) : List.of("-cp", path, Main.class.getName()));
        return command;
    }
}
