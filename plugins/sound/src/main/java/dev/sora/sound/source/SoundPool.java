// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.source;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.EntryStore;
import dev.sora.sound.wave.Resampler;
import dev.sora.sound.wave.Sound;
import dev.sora.sound.wave.WaveFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All sounds of some files in memory, to draw from. */
final class SoundPool {

    /** 1 GiB of samples. */
    private static final long MOST_SAMPLES = 1L << 28;

    /**
     * A sound of the pool.
     *
     * @param sound the samples
     * @param label what it is
     * @param group whom or what it belongs to; empty if that is not asked for
     */
    record Member(Sound sound, String label, String group) {}

    private final List<Member> members;

    private SoundPool(List<Member> members) {
        this.members = members;
    }

    /**
     * Reads the files.
     *
     * @param columns the columns that folder and name give
     * @param label the column of labels
     * @param group the column of groups; empty for none
     */
    static SoundPool read(
            SoundFiles files, List<String> columns, String label, Optional<String> group) {
        int labelAt = position(columns, label);
        int groupAt = group.map(name -> position(columns, name)).orElse(-1);
        List<Member> members = new ArrayList<>();
        long samples = 0;
        try (EntryStore.Cursor cursor = files.open()) {
            for (Optional<EntryStore.Item> item = cursor.next();
                    item.isPresent();
                    item = cursor.next()) {
                String name = item.get().name();
                List<String> meaning = files.meaning(name);
                Sound sound = WaveFile.read(item.get().bytes(), files.place(name));
                samples += sound.samples().length;
                if (samples > MOST_SAMPLES) {
                    throw new DataException(
                            Problem.of("SORA-4541", "the sounds to draw from do not fit in memory")
                                    .where(files.place(name))
                                    .needs("at most %d samples".formatted(MOST_SAMPLES))
                                    .fix("set 'limit' or 'only'"));
                }
                members.add(
                        new Member(
                                sound,
                                meaning.get(labelAt),
                                groupAt < 0 ? "" : meaning.get(groupAt)));
            }
        } catch (RecordException e) {
            // which sounds are drawn depends on all of them, so none can be left out
            throw new DataException(e.problems().get(0), e);
        }
        return new SoundPool(members);
    }

    static int position(List<String> columns, String name) {
        int position = columns.indexOf(name);
        if (position < 0) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4542",
                                    "folders and file names give no column '%s'".formatted(name))
                            .needs(
                                    "one of these: "
                                            + (columns.isEmpty()
                                                    ? "none"
                                                    : String.join(", ", columns)))
                            .fix("add it to 'names', or name another column"));
        }
        return position;
    }

    /** Returns the sounds by group, in order. */
    Map<String, List<Member>> groups() {
        Map<String, List<Member>> groups = new TreeMap<>();
        members.forEach(m -> groups.computeIfAbsent(m.group(), g -> new ArrayList<>()).add(m));
        return groups;
    }

    /** Returns the sounds by label, in order. */
    Map<String, List<Member>> labels() {
        Map<String, List<Member>> labels = new TreeMap<>();
        members.forEach(m -> labels.computeIfAbsent(m.label(), l -> new ArrayList<>()).add(m));
        return labels;
    }

    /** Returns a pool in which all sounds have the lowest rate of all. */
    SoundPool ofOneRate() {
        int rate = members.stream().mapToInt(m -> m.sound().rate()).min().orElseThrow();
        Map<Integer, Resampler> resamplers = new TreeMap<>();
        List<Member> equal = new ArrayList<>();
        for (Member m : members) {
            float[] samples =
                    resamplers
                            .computeIfAbsent(m.sound().rate(), own -> new Resampler(own, rate))
                            .apply(m.sound().samples());
            equal.add(new Member(new Sound(samples, rate), m.label(), m.group()));
        }
        return new SoundPool(equal);
    }
}
