// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import dev.sora.engine.DeviceWork;
import dev.sora.problem.Problem;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages of PyTorch 2.7 and of CUDA 12.8 for what goes wrong on a device. */
final class TestDeviceFailure {

    private static final String FULL =
            "CUDA out of memory. Tried to allocate 2.50 GiB. GPU 0 has a total capacity of 15.77"
                    + " GiB of which 1.21 GiB is free. Process 4711 has 14.55 GiB memory in use."
                    + " Of the allocated memory 13.90 GiB is allocated by PyTorch, and 210.00 MiB"
                    + " is reserved by PyTorch but unallocated.\n"
                    + "Exception raised from malloc at CUDACachingAllocator.cpp:1387";

    @Test
    void saysHowMuchMemoryWasNeededAndFree() {
        Problem problem = of(new EngineException(FULL), 64).orElseThrow();

        assertThat(problem.code()).isEqualTo("SORA-5130");
        assertThat(problem.have())
                .isEqualTo(
                        "2.50 GiB more were needed, and 1.21 GiB of 15.77 GiB are free; 64 records"
                                + " were computed at a time");
        assertThat(problem.fix())
                .startsWith("set 'training.batch_size' to 32 instead of 64, half of them;");
        assertThat(of(new EngineException(FULL), 1).orElseThrow().fix())
                .contains("a smaller model");
    }

    /** The free memory is that of the device once the failed step is freed. */
    @Test
    void saysHowManyRecordsFitIfTheirMemoryWasCounted() {
        assertThat(remedy(64, OptionalInt.of(41), OptionalLong.of(7_000)))
                .startsWith("set 'training.batch_size' to 41 instead of 64: so many fit,");
        assertThat(asked).hasValue(7_000);
        assertThat(remedy(64, OptionalInt.of(0), OptionalLong.of(7_000)))
                .startsWith("use a smaller model");
    }

    @Test
    void neverAsksForTheMemoryOfADeviceThatIsLost() {
        DeviceFailure.of(
                new EngineException("CUDA error: unspecified launch failure"),
                new Batch(64, OptionalInt.empty()),
                () -> {
                    throw new AssertionError("asked");
                });
    }

    private final AtomicLong asked = new AtomicLong();

    private final class Batch implements DeviceWork {

        private final int records;
        private final OptionalInt fitting;

        Batch(int records, OptionalInt fitting) {
            this.records = records;
            this.fitting = fitting;
        }

        @Override
        public int records() {
            return records;
        }

        @Override
        public String remedy(int fewer) {
            return "set 'training.batch_size' to %d instead of %d".formatted(fewer, records);
        }

        @Override
        public OptionalInt fitting(LongSupplier free) {
            fitting.ifPresent(known -> asked.set(free.getAsLong()));
            return fitting;
        }
    }

    private String remedy(int records, OptionalInt fitting, OptionalLong free) {
        return DeviceFailure.of(new EngineException(FULL), new Batch(records, fitting), () -> free)
                .orElseThrow()
                .fix();
    }

    private Optional<Problem> of(Throwable thrown, int records) {
        return DeviceFailure.of(
                thrown, new Batch(records, OptionalInt.empty()), OptionalLong::empty);
    }

    /** DJL and core wrap exceptions; the reason is the message of a cause. */
    @Test
    void looksAtCauses() {
        Exception wrapped = new IllegalStateException("a step failed", new EngineException(FULL));

        assertThat(of(wrapped, 64).map(Problem::code)).hasValue("SORA-5130");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SORA-5130 | CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate`",
                "SORA-5130 | CUDA error: out of memory",
                "SORA-5131 | CUDA error: unspecified launch failure",
                "SORA-5131 | CUDA error: device-side assert triggered",
                "SORA-5131 | CUDA error: uncorrectable ECC error encountered",
                "SORA-5131 | cuDNN error: CUDNN_STATUS_EXECUTION_FAILED",
                "SORA-5132 | cumsum_cuda_kernel does not have a deterministic implementation",
                "SORA-5132 | Deterministic behavior was enabled with either `x`, but cuBLAS"
            })
    void recognises(String code, String message) {
        assertThat(of(new EngineException(message), 64).map(Problem::code)).hasValue(code);
    }

    @ParameterizedTest
    @CsvSource({"expected scalar type Float but found Long", "'mat1 and mat2 shapes: 3x4 and 5x6'"})
    void leavesOtherErrorsAlone(String message) {
        assertThat(of(new EngineException(message), 64)).isEmpty();
        assertThat(of(new EngineException((String) null), 64)).isEmpty();
    }

    @Test
    void endsForExceptionsThatCauseEachOther() {
        IllegalStateException one = new IllegalStateException("one");
        IllegalStateException other = new IllegalStateException("other", one);
        one.initCause(other);

        assertThat(of(one, 64)).isEmpty();
    }
}
