// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestElfFile {

    @TempDir private Path dir;

    @Test
    void readsWhatARealLibraryNeeds() throws IOException {
        Path lib = CpuLibtorch.folder().resolve("lib");

        ElfFile torch = ElfFile.read(lib.resolve("libtorch.so"));
        assertThat(torch.needed()).containsExactly("libtorch_cpu.so");
        assertThat(torch.runPath()).containsExactly("$ORIGIN");
        assertThat(ElfFile.read(lib.resolve("libtorch_cpu.so")).needed())
                .contains("libc10.so", "libstdc++.so.6");
    }

    @Test
    void readsWhatAMadeLibraryNeeds() throws IOException {
        Path library = dir.resolve("lib.so");
        MadeLibrary.write(library, "libcudnn.so.9", "libc.so.6");

        assertThat(ElfFile.read(library).needed()).containsExactly("libcudnn.so.9", "libc.so.6");
    }

    @Test
    void refusesWhatIsCutShortOrIsNoLibrary() throws IOException {
        byte[] whole = MadeLibrary.bytes("libcudnn.so.9");
        Path library = dir.resolve("lib.so");
        for (int length : new int[] {0, 3, 63, 100, 200, 250}) {
            Files.write(library, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ElfFile.read(library)).isInstanceOf(IOException.class);
        }
        Files.writeString(library, "a text that is long enough ".repeat(10));
        assertThatThrownBy(() -> ElfFile.read(library)).hasMessageContaining("not a 64-bit");
    }

    /** Offsets, sizes and counts that point outside of the file, or claim to be endless. */
    @Test
    void readsNothingOutsideOfTheFile() throws IOException {
        byte[] whole = MadeLibrary.bytes("libcudnn.so.9");
        Path library = dir.resolve("lib.so");
        SplittableRandom random = new SplittableRandom(3);
        for (int trial = 0; trial < 200; trial++) {
            byte[] bytes = whole.clone();
            int at = 4 * random.nextInt(16, 64);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, random.nextInt());
            Files.write(library, bytes);
            try {
                assertThat(ElfFile.read(library).needed()).hasSizeLessThan(10);
            } catch (IOException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }
}
