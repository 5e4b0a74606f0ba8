// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.source;

import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.problem.RecordException;
import dev.sora.reading.EntryStore;
import dev.sora.sound.wave.Sound;
import dev.sora.sound.wave.WaveFile;
import dev.sora.source.DataSource;
import dev.sora.source.PassedOver;
import dev.sora.source.RecordStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the sounds of a folder or archive as records. */
record SoundFolder(Schema schema, SoundFiles sounds) implements DataSource {

    @Override
    public OptionalLong size() {
        return OptionalLong.of(sounds.names().size());
    }

    @Override
    public List<Path> files() {
        return sounds.files();
    }

    @Override
    public List<PassedOver> passedOver() {
        return sounds.passedOver();
    }

    @Override
    public RecordStream records() {
        EntryStore.Cursor cursor = sounds.open();
        return new RecordStream() {
            private long number;

            @Override
            public Optional<DataRecord> next() {
                return cursor.next().map(this::toRecord);
            }

            @Override
            public void close() {
                cursor.close();
            }

            private DataRecord toRecord(EntryStore.Item item) {
                String origin = sounds.origin(item.name());
                number++;
                try {
                    List<String> meaning = sounds.meaning(item.name());
                    Sound sound = WaveFile.read(item.bytes(), sounds.place(item.name()));
                    List<Object> values = new ArrayList<>();
                    values.add(sound.samples());
                    values.add((long) sound.rate());
                    values.addAll(meaning);
                    return new DataRecord(schema, origin, number, values.toArray());
                } catch (RecordException e) {
                    throw e.from(origin);
                }
            }
        };
    }
}
