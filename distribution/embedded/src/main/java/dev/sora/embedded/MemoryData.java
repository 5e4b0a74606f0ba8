// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import dev.sora.data.Schema;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records of the application as a data source of the type {@code memory}:
 *
 * <pre>{@code
 * MemoryData data = new MemoryData();
 * data.put("people", List.of(Map.of("age", 31, "kind", "a"), Map.of("age", 54, "kind", "b")));
 * EmbeddedSora sora = EmbeddedSora.builder().plugin(data).build();
 * Plan plan = sora.plan("data: {train: {type: memory, records: people}}\n…", folder, Overrides.none());
 * }</pre>
 *
 * <p>A model that was trained in this way predicts anywhere, also without this plugin. Safe for any
 * thread.
 */
public final class MemoryData implements SoraPlugin {

    private final Map<String, MemoryTable> tables = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<SoraType> types() {
        return List.of(new MemorySourceType(this));
    }

    /**
     * Stores records. The type of a column is that of its values: integers and numbers together are
     * numbers, NaN is a missing value, an empty list fits all lists, and a column without values
     * holds text. Values of a map within a record are columns {@code a.b}.
     *
     * @param name the value of the setting {@code records}; records stored before are replaced, for
     *     plans that open them later
     * @param records columns by name; the list is copied, the maps are not, so these must not be
     *     changed
     * @throws dev.sora.problem.SoraException if the values of a column have no common type, or if a
     *     record is null or names a column twice or not at all
     */
    public void put(String name, List<? extends Map<String, ?>> records) {
        List<? extends Map<String, ?>> copy = new ArrayList<>(records);
        put(name, new ColumnGuess(name).of(copy), copy);
    }

    /**
     * Stores records whose columns are known, so that they need not be in memory. The iterable is
     * called with the context class loader of the calling thread, and its exceptions end the run
     * unchanged.
     *
     * @param name the value of the setting {@code records}
     * @param schema the columns; values are converted to their types
     * @param records iterated once for each pass, always with the same records in the same order;
     *     several iterators may be open at once. An iterator that is {@link AutoCloseable} is
     *     closed after its pass. A column that no record has ends the pass with an error
     */
    public void put(String name, Schema schema, Iterable<? extends Map<String, ?>> records) {
        tables.put(name, new MemoryTable(name, schema, records));
    }

    /** Removes records; plans that opened them keep them. */
    public void remove(String name) {
        tables.remove(name);
    }

    Optional<Schema> schema(String name) {
        return Optional.ofNullable(tables.get(name)).map(MemoryTable::schema);
    }

    MemoryTable table(String name) {
        MemoryTable table = tables.get(name);
        if (table == null) {
            throw new DataException(
                    Problem.of("SORA-4921", "there are no records '%s' in memory".formatted(name))
                            .have(String.join(", ", new TreeSet<>(tables.keySet())))
                            .fix("store them with MemoryData.put, or correct 'records'"));
        }
        return table;
    }
}
