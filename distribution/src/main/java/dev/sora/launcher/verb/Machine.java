// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import com.sun.management.OperatingSystemMXBean;
import dev.sora.launcher.show.Words;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** Facts about the machine and the Java that Sora runs on. */
final class Machine {

    private Machine() {}

    static Map<String, String> sora(Session session) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("version", session.backend().version());
        facts.put("process", Long.toString(ProcessHandle.current().pid()));
        return facts;
    }

    static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("java", property("java.version") + ", " + property("java.vm.name"));
        facts.put("java.home", property("java.home"));
        facts.put(
                "system",
                "%s %s, %s"
                        .formatted(
                                property("os.name"), property("os.version"), property("os.arch")));
        Runtime runtime = Runtime.getRuntime();
        facts.put("cores", Integer.toString(runtime.availableProcessors()));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            facts.put(
                    "memory",
                    "%s, %s free"
                            .formatted(
                                    Words.size(system.getTotalMemorySize()),
                                    Words.size(system.getFreeMemorySize())));
        }
        facts.put("heap", "at most " + Words.size(runtime.maxMemory()));
        facts.put("encoding", property("sun.jnu.encoding"));
        return facts;
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
