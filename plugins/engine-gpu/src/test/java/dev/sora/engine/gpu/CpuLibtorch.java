// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * A real libtorch for CPUs, unpacked as a user would unpack one for GPUs, with the binding beside
 * it.
 */
final class CpuLibtorch {

    private CpuLibtorch() {}

    /** Returns the folder, which is filled once for each build. */
    static synchronized Path folder() throws IOException {
        Path folder = Path.of("target", "libtorch-cpu").toAbsolutePath();
        if (Files.exists(folder.resolve("build-version"))) {
            return folder;
        }
        Properties description = new Properties();
        try (InputStream in = open("native/lib/pytorch.properties")) {
            description.load(in);
        }
        Path lib = Files.createDirectories(folder.resolve("lib"));
        for (String name : description.getProperty("libraries").split(",")) {
            String place = "pytorch/cpu/%s/%s".formatted(description.get("classifier"), name);
            unpack(place, lib.resolve(name));
        }
        unpack("jnilib/linux-x86_64/cpu/libdjl_torch.so", lib.resolve("libdjl_torch.so"));
        Files.writeString(folder.resolve("build-version"), "2.7.1+cpu\n");
        return folder;
    }

    private static void unpack(String place, Path file) throws IOException {
        try (InputStream in = open(place)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static InputStream open(String place) {
        InputStream in = CpuLibtorch.class.getClassLoader().getResourceAsStream(place);
        if (in == null) {
            throw new IllegalStateException("not on the class path: " + place);
        }
        return in;
    }
}
