// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.data.SharedScan.Job;
import dev.sora.core.data.split.Split;
import dev.sora.core.data.split.Splitter;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.plan.DataPlan;
import dev.sora.core.plan.ErrorPolicy;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.SourcePlan;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Schema;
import dev.sora.data.TextForm;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several jobs over records that are read again for every pass. */
@Timeout(60)
final class TestSharedScan {

    private static final int SIZE = 5000;
    private static final Schema SCHEMA = Schema.of(Column.of("n", ColumnType.INTEGER));

    private final AtomicInteger passes = new AtomicInteger();

    /** Numbers from 0 on; counts how often it is read. */
    private final class Numbers implements DataSourceType {

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of("numbers", "Numbers.");
        }

        @Override
        public DataSource open(Settings settings) {
            return new DataSource() {
                @Override
                public Schema schema() {
                    return SCHEMA;
                }

                @Override
                public OptionalLong size() {
                    return OptionalLong.of(SIZE);
                }

                @Override
                public RecordStream records() {
                    return stream();
                }
            };
        }

        private RecordStream stream() {
            passes.incrementAndGet();
            return new RecordStream() {
                private long number;

                @Override
                public Optional<DataRecord> next() {
                    return number == SIZE
                            ? Optional.empty()
                            : Optional.of(new DataRecord(SCHEMA, "numbers", number + 1, number++));
                }

                @Override
                public void close() {}
            };
        }
    }

    private SplitRecords records(ErrorPolicy errors, int memory) {
        DataSourceType type = new Numbers();
        OfferedPlugin plugin =
                new OfferedPlugin("test", "1", "", getClass().getClassLoader(), List.of(type));
        SourcePlan source =
                new SourcePlan(
                        new ResolvedType<>(
                                "data.train", type, plugin, Settings.of(List.of(), Map.of())),
                        errors);
        DataPlan plan =
                new DataPlan(
                        Optional.of(source),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalLong.of(memory),
                        TextForm.NFC);
        RecordStore store =
                RecordStore.read(
                        source,
                        TextForm.NFC,
                        new Splitter(plan, 1, path -> path),
                        Split.TRAIN,
                        MemoryBound.of(plan),
                        schema -> {});
        passes.set(0);
        return store.part(Split.TRAIN);
    }

    private static void sum(Records records, AtomicLong sum) {
        records.forEach(record -> sum.addAndGet(record.get("n", Long.class)));
    }

    @AfterEach
    void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("sora-fit-"));
    }

    @Test
    void onePassServesAllWhoWaitForOne() {
        List<AtomicLong> sums = new ArrayList<>();
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            AtomicLong sum = new AtomicLong();
            sums.add(sum);
            boolean twice = i % 2 == 0;
            jobs.add(
                    new Job(
                            "job" + i,
                            records -> {
                                sum(records, sum);
                                if (twice) {
                                    sum(records, sum);
                                }
                            }));
        }
        jobs.add(new Job("needs-none", records -> {}));
        SharedScan.run(records(ErrorPolicy.FAIL, 0), jobs);

        long once = SIZE * (SIZE - 1L) / 2;
        assertThat(sums)
                .extracting(AtomicLong::get)
                .containsExactly(2 * once, once, 2 * once, once);
        assertThat(passes).hasValue(2);
    }

    @Test
    void recordsInMemoryAreNotReadAgain() {
        AtomicLong sum = new AtomicLong();
        SharedScan.run(
                records(ErrorPolicy.FAIL, 64),
                List.of(new Job("a", r -> sum(r, sum)), new Job("b", r -> sum(r, sum))));

        assertThat(sum).hasValue(SIZE * (SIZE - 1L));
        assertThat(passes).hasValue(0);
    }

    @Test
    void aFailureEndsAllJobs() {
        Job fails =
                new Job(
                        "fails",
                        records ->
                                records.forEach(
                                        record -> {
                                            if (record.number() == 700) {
                                                throw new IllegalStateException("boom");
                                            }
                                        }));
        Job goesOn = new Job("on", records -> sum(records, new AtomicLong()));

        assertThatThrownBy(
                        () -> SharedScan.run(records(ErrorPolicy.FAIL, 0), List.of(goesOn, fails)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("boom");
    }

    @Test
    void whoGivesUpAPassDoesNotHoldUpOthers() {
        AtomicLong sum = new AtomicLong();
        Job givesUp =
                new Job(
                        "gives-up",
                        records -> {
                            try {
                                records.forEach(
                                        record -> {
                                            throw new IllegalStateException("enough");
                                        });
                            } catch (IllegalStateException e) {
                                sum(records, sum);
                            }
                        });
        SharedScan.run(
                records(ErrorPolicy.FAIL, 0), List.of(givesUp, new Job("b", r -> sum(r, sum))));

        assertThat(sum).hasValue(SIZE * (SIZE - 1L));
        assertThat(passes).hasValue(2);
    }

    @Test
    void aRecordThatOneCannotUseIsLeftOut() {
        Job picky =
                new Job(
                        "picky",
                        records ->
                                records.forEach(
                                        record -> {
                                            if (record.number() % 1000 == 0) {
                                                throw new RecordException(
                                                        Problem.of("TEST-0001", "no")
                                                                .where(record.where()));
                                            }
                                        }));
        SplitRecords records = records(ErrorPolicy.SKIP, 0);
        SharedScan.run(records, List.of(picky));

        assertThat(records.rejected()).isEqualTo(5);
        assertThat(records.count()).isEqualTo(SIZE - 5);
        assertThatThrownBy(() -> SharedScan.run(records(ErrorPolicy.FAIL, 0), List.of(picky)))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("numbers, record 1000");
    }

    @Test
    void anInterruptionEndsAllJobs() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Job sleeps =
                new Job(
                        "sleeps",
                        records ->
                                records.forEach(
                                        record -> {
                                            begun.countDown();
                                            try {
                                                Thread.sleep(Duration.ofMinutes(5).toMillis());
                                            } catch (InterruptedException e) {
                                                throw new IllegalStateException(e);
                                            }
                                        }));
        SplitRecords records = records(ErrorPolicy.FAIL, 0);
        List<Throwable> thrown = new ArrayList<>();
        Thread run =
                new Thread(
                        () -> {
                            try {
                                SharedScan.run(records, List.of(sleeps));
                            } catch (RuntimeException e) {
                                thrown.add(e);
                            }
                        });
        run.start();
        begun.await();
        run.interrupt();
        run.join();

        assertThat(thrown).singleElement().isInstanceOf(InterruptedRunException.class);
    }
}
