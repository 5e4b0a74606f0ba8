// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

import dev.sora.serving.models.ModelState.Rules;
import dev.sora.serving.refusal.Refusals;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The models that are served. Any thread may call any method; requests take no lock. */
public final class Models implements AutoCloseable {

    private final ConcurrentSkipListMap<String, ModelState> states = new ConcurrentSkipListMap<>();
    private final Map<String, Rules> rules = new HashMap<>();
    private boolean closed;

    /** Sets the rules of a model, for versions that are added later. */
    public synchronized void rules(String name, Rules stated) {
        rules.put(name, stated);
    }

    /** Adds a version, or replaces it; the old one is closed when its requests are answered. */
    public synchronized void put(ServedVersion added) {
        if (closed) {
            added.retire();
            return;
        }
        NavigableMap<String, ServedVersion> versions = new TreeMap<>();
        ModelState before = states.get(added.name());
        if (before != null) {
            versions.putAll(before.versions());
        }
        ServedVersion old = versions.put(added.version(), added);
        states.put(added.name(), state(added.name(), versions));
        if (old != null) {
            old.retire();
        }
    }

    /** Removes a version; it is closed when its requests are answered. */
    public synchronized void remove(String name, String version) {
        ModelState before = states.get(name);
        if (before == null || !before.versions().containsKey(version)) {
            return;
        }
        NavigableMap<String, ServedVersion> versions = new TreeMap<>(before.versions());
        ServedVersion old = versions.remove(version);
        if (versions.isEmpty()) {
            states.remove(name);
        } else {
            states.put(name, state(name, versions));
        }
        old.retire();
    }

    /** Removes all versions of a model; they are closed when their requests are answered. */
    public synchronized void removeAll(String name) {
        ModelState before = states.remove(name);
        if (before != null) {
            before.versions().values().forEach(ServedVersion::retire);
        }
    }

    private ModelState state(String name, NavigableMap<String, ServedVersion> versions) {
        return new ModelState(name, versions, rules.getOrDefault(name, Rules.NEWEST));
    }

    /** Returns the models, by name. */
    public Collection<ModelState> all() {
        return states.values();
    }

    /** Returns the names, in alphabetical order. */
    public Collection<String> names() {
        return states.keySet();
    }

    /**
     * Returns a model.
     *
     * @throws dev.sora.serving.refusal.RefusedException if it is not served
     */
    public ModelState get(String name) {
        ModelState state = states.get(name);
        if (state == null) {
            throw Refusals.unknownModel(name, states.keySet());
        }
        return state;
    }

    /**
     * Leases a version for a request, which gives it back with {@link ServedVersion#release()}.
     *
     * @param wanted a version or an alias; chosen by the rules if absent
     * @throws dev.sora.serving.refusal.RefusedException if there is no such model or version
     */
    public ServedVersion lease(String name, Optional<String> wanted) {
        while (true) {
            ServedVersion chosen = get(name).choose(wanted);
            if (chosen.lease()) {
                return chosen;
            }
            // It was replaced since it was chosen: the state has another version by now.
            Thread.onSpinWait();
        }
    }

    /**
     * Leases a version that a request leased before: the rules could choose another one.
     *
     * @return empty if it is not served any more
     */
    public Optional<ServedVersion> leaseAgain(ServedVersion before) {
        return Optional.of(before).filter(ServedVersion::lease);
    }

    /**
     * Leases the version that also computes the requests of a model, if there is one.
     *
     * @param answering the version that answers; it is no shadow of itself
     */
    public Optional<ServedVersion> leaseShadow(ServedVersion answering) {
        ModelState state = states.get(answering.name());
        return state == null
                ? Optional.empty()
                : state.rules()
                        .shadow()
                        .filter(version -> !version.equals(answering.version()))
                        .map(state.versions()::get)
                        .filter(ServedVersion::lease);
    }

    @Override
    public synchronized void close() {
        closed = true;
        states.values().forEach(state -> state.versions().values().forEach(ServedVersion::retire));
        states.clear();
    }
}
