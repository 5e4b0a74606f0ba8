// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestCpuQuota {

    @TempDir private Path folder;

    @Test
    void readsAQuotaOfVersionTwo() throws IOException {
        write("cgroup", "0::/jobs/one\n");
        write("fs/jobs/one/cpu.max", "150000 100000\n");

        assertThat(CpuQuota.read(folder.resolve("cgroup"), folder.resolve("fs"))).hasValue(1.5);
    }

    @Test
    void takesTheTightestOfAllGroupsAbove() throws IOException {
        write("cgroup", "0::/jobs/one\n");
        write("fs/jobs/one/cpu.max", "max 100000\n");
        write("fs/jobs/cpu.max", "200000 100000\n");
        write("fs/cpu.max", "800000 100000\n");

        assertThat(CpuQuota.read(folder.resolve("cgroup"), folder.resolve("fs"))).hasValue(2);
    }

    @Test
    void readsAQuotaOfVersionOneAlsoIfThePathIsNotVisible() throws IOException {
        write("cgroup", "5:memory:/docker/1f\n4:cpu,cpuacct:/docker/1f\n0::/docker/1f\n");
        write("fs/cpu,cpuacct/cpu.cfs_quota_us", "100000\n");
        write("fs/cpu,cpuacct/cpu.cfs_period_us", "100000\n");

        assertThat(CpuQuota.read(folder.resolve("cgroup"), folder.resolve("fs"))).hasValue(1);
    }

    @Test
    void findsNoneWhereThereIsNone() throws IOException {
        write("cgroup", "4:cpu:/\n0::/\n");
        write("fs/cpu/cpu.cfs_quota_us", "-1\n");
        write("fs/cpu/cpu.cfs_period_us", "100000\n");
        write("fs/cpu.max", "max 100000\n");

        assertThat(CpuQuota.read(folder.resolve("cgroup"), folder.resolve("fs"))).isEmpty();
        assertThat(CpuQuota.read(folder.resolve("absent"), folder.resolve("fs"))).isEmpty();
    }

    @Test
    void staysBelowItsFolder() throws IOException {
        write("cgroup", "0::/../../..\n");
        write("cpu.max", "100000 100000\n");
        Files.createDirectories(folder.resolve("fs"));

        assertThat(CpuQuota.read(folder.resolve("cgroup"), folder.resolve("fs"))).isEmpty();
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
