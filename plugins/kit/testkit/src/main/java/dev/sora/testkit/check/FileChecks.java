// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import dev.sora.testkit.trial.Breach;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Checks which files a data source reads and closes, and how it reports broken ones. */
public final class FileChecks {

    private static final int OPENINGS = 25;

    private final DataSourceType type;
    private final Settings settings;

    public FileChecks(DataSourceType type, Settings settings) {
        this.type = type;
        this.settings = settings;
    }

    public void files(boolean expected) {
        Map<Path, Integer> before = Descriptors.files();
        try (DataSource source = type.open(settings);
                RecordStream stream = source.records()) {
            stream.next();
            Set<Path> named = new HashSet<>();
            for (Path file : source.files()) {
                if (!Files.exists(file)) {
                    throw new Breach(
                            "files that are there",
                            "files() names %s, which is not".formatted(file),
                            "return the files as they were found, absolute");
                }
                named.add(file.toAbsolutePath().normalize());
            }
            if (expected == named.isEmpty()) {
                throw new Breach(
                        expected
                                ? "the files that the data is read from: the lock keeps their"
                                        + " digests"
                                : "no files, as the contract was told withoutFiles()",
                        "files() returns " + named,
                        expected
                                ? "return them from files(); if there are none, say withoutFiles()"
                                : "leave out withoutFiles()");
            }
            for (Path open : Descriptors.more(before)) {
                if (named.stream().noneMatch(file -> open.startsWith(file))) {
                    throw new Breach(
                            "no file but those that files() names: " + named,
                            "it has %s open".formatted(open),
                            "return every file that is read from files(): the lock keeps their"
                                    + " digests, and --frozen compares them");
                }
            }
        }
    }

    public void closing() {
        Map<Path, Integer> before = Descriptors.files();
        for (int i = 0; i < OPENINGS; i++) {
            try (DataSource source = type.open(settings)) {
                try (RecordStream half = source.records()) {
                    half.next();
                }
                try (RecordStream whole = source.records()) {
                    RecordStreamChecks.read(whole, RecordStreamChecks.COMPARED);
                }
                try (RecordStream unread = source.records()) {
                    Objects.requireNonNull(unread);
                }
            }
        }
        List<Path> more = Descriptors.more(before);
        if (!more.isEmpty()) {
            throw new Breach(
                    "no file that is open after everything was closed, %d times"
                            .formatted(OPENINGS),
                    "open are " + more,
                    "close files in RecordStream.close() and DataSource.close(), also when only a"
                            + " part was read");
        }
    }

    public void fails() {
        try {
            RecordStreamChecks.some(type, settings);
        } catch (DataException e) {
            if (e.problems().get(0).message().isBlank()) {
                throw new Breach("a problem that says what is wrong", "an empty message", "say it");
            }
            return;
        } catch (RuntimeException e) {
            throw new Breach(
                    "a DataException that says what is wrong with the data",
                    e.toString(),
                    "catch it where the data is opened, and say which file it is and what to do",
                    e);
        }
        throw new Breach(
                "a DataException, as there is no such data",
                "it opens, and yields records or none",
                "check the data when it is opened: nothing is not the same as no data");
    }

    public void broken(int expected) {
        int found = 0;
        int sound = 0;
        try (DataSource source = type.open(settings);
                RecordStream stream = source.records()) {
            boolean more = true;
            while (more && found <= 10 * expected + 10) {
                try {
                    more = stream.next().isPresent();
                    sound += more ? 1 : 0;
                } catch (RecordException e) {
                    found++;
                    if (e.problems().get(0).where().isBlank()) {
                        throw new Breach(
                                "a problem that names the file and the line",
                                e.getMessage(),
                                "set where: Problem.where(file + \":\" + line)");
                    }
                }
            }
        } catch (Breach e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Breach(
                    "%d RecordExceptions, and a stream that continues after each"
                            .formatted(expected),
                    "after %d records and %d broken ones: %s".formatted(sound, found, e),
                    "throw a RecordException for one record that cannot be read; a DataException is"
                            + " for data that cannot be read on",
                    e);
        }
        if (found != expected || sound == 0) {
            throw new Breach(
                    "%d RecordExceptions, and the valid records beside them".formatted(expected),
                    "%d, and %d sound records".formatted(found, sound),
                    "throw a RecordException for each record that cannot be read, and continue"
                            + " after it");
        }
    }
}
