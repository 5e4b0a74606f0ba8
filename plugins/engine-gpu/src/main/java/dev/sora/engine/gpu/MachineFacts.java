// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What the system reports about GPUs and their driver, from files and from nvidia-smi. */
final class MachineFacts {

    private static final List<String> QUERY =
            List.of(
                    "nvidia-smi",
                    "--query-gpu=index,name,memory.total,driver_version,compute_cap",
                    "--format=csv,noheader");
    private static final int MOST_OUTPUT = 64 * 1024;
    private static final int SECONDS = 5;

    private MachineFacts() {}

    static Map<String, String> of(Path root) {
        Map<String, String> facts = new LinkedHashMap<>();
        Optional<Driver> driver = Driver.find(root);
        facts.put(
                "driver",
                driver.map(it -> it.version().isEmpty() ? "of an unknown version" : it.version())
                        .orElse("none"));
        Optional<String> listed = driver.isPresent() ? run(QUERY) : Optional.empty();
        if (listed.isPresent()) {
            facts.putAll(devices(listed.get()));
        } else {
            List<String> models = driver.map(Driver::models).orElse(List.of());
            for (int i = 0; i < models.size(); i++) {
                facts.put("gpu " + i, models.get(i));
            }
        }
        String visible = System.getenv("CUDA_VISIBLE_DEVICES");
        if (visible != null) {
            facts.put("CUDA_VISIBLE_DEVICES", visible);
        }
        return facts;
    }

    /** Reads the lines of nvidia-smi: number, name, memory, driver, compute capability. */
    static Map<String, String> devices(String output) {
        Map<String, String> devices = new LinkedHashMap<>();
        for (String line : output.lines().toList()) {
            String[] parts = line.split(",");
            if (parts.length == 5 && parts[0].strip().matches("\\d{1,3}")) {
                devices.put(
                        "gpu " + parts[0].strip(),
                        "%s, %s, compute capability %s"
                                .formatted(parts[1].strip(), parts[2].strip(), parts[4].strip()));
            }
        }
        return devices;
    }

    /** Returns what a program prints; empty if it fails, is absent, or takes too long. */
    static Optional<String> run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            try {
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    return Optional.empty();
                }
                try (InputStream out = process.getInputStream()) {
                    return Optional.of(
                            new String(out.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8));
                }
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
