// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import dev.sora.core.manifest.Manifest.Flaw;
import dev.sora.core.manifest.YamlNode.Entry;
import dev.sora.core.manifest.YamlNode.Mapping;
import dev.sora.core.manifest.YamlNode.Place;
import dev.sora.core.manifest.YamlNode.Scalar;
import dev.sora.core.manifest.YamlNode.Sequence;
import dev.sora.problem.SoraException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Creates nodes from YAML, event by event and without recursion, so that the cost of a hostile text
 * is bounded by its length and the limits below.
 */
final class YamlComposer {

    static final int MAX_DEPTH = 64;
    static final int MAX_VALUES = 50_000;

    private final String origin;
    private final String text;
    private final YamlFlaws flaws;
    private final Deque<OpenCollection> open = new ArrayDeque<>();
    private final Map<Anchor, YamlNode> anchors = new HashMap<>();
    private final Set<Anchor> openAnchors = new HashSet<>();
    private YamlNode root;
    private int values;
    private int copied;

    private YamlComposer(String label, String origin, String text, List<Flaw> flaws) {
        this.origin = origin;
        this.text = text;
        this.flaws = new YamlFlaws(label, flaws);
    }

    /**
     * Composes a text.
     *
     * @param label the file's name, for places
     * @param origin empty for a file, otherwise the origin of the text
     * @param flaws receives the problems that do not prevent reading the rest
     * @return the value; empty if the text is empty
     * @throws SoraException if the rest cannot be read
     */
    static Optional<YamlNode> compose(String label, String origin, String text, List<Flaw> flaws) {
        YamlComposer composer = new YamlComposer(label, origin, text, flaws);
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(label)
                        .setUseMarks(true)
                        // in one piece: otherwise long scalars are copied once for each piece
                        .setBufferSize(Math.max(text.length(), 16))
                        .setCodePointLimit(Integer.MAX_VALUE)
                        .build();
        try {
            int documents = 0;
            for (Event event : new Parse(settings).parseString(text)) {
                if (event.getEventId() == Event.ID.DocumentStart && ++documents > 1) {
                    throw composer.flaws.failure(
                            composer.place(event),
                            ManifestCode.DOCUMENTS
                                    .problem("a second YAML document begins here")
                                    .fix(
                                            origin.isEmpty()
                                                    ? "keep one manifest a file: remove this '---',"
                                                            + " or split the file"
                                                    : "remove the '---'"));
                }
                composer.take(event);
            }
        } catch (YamlEngineException e) {
            throw composer.flaws.failure(
                    SyntaxDiagnosis.of(
                            e, text, at -> new Place(at.line(), at.column(), origin).in(label)),
                    e);
        }
        return Optional.ofNullable(composer.root);
    }

    private void take(Event event) {
        switch (event.getEventId()) {
            case Scalar -> {
                ScalarEvent scalar = (ScalarEvent) event;
                checkTag(scalar.getTag(), event);
                add(
                        new Scalar(place(event), scalar.getValue(), scalar.isPlain()),
                        scalar,
                        scalar.getAnchor());
            }
            case SequenceStart, MappingStart -> begin((CollectionStartEvent) event);
            case SequenceEnd, MappingEnd -> {
                OpenCollection frame = open.pop();
                frame.anchor.ifPresent(openAnchors::remove);
            }
            case Alias -> alias((AliasEvent) event);
            default -> {
                // start and end of stream and document, comments
            }
        }
    }

    private void begin(CollectionStartEvent event) {
        checkTag(event.getTag(), event);
        if (open.size() >= MAX_DEPTH) {
            throw flaws.failure(
                    place(event),
                    ManifestCode.DEPTH
                            .problem("values are nested more than %d deep".formatted(MAX_DEPTH))
                            .fix(
                                    event.isFlow()
                                            ? "look for brackets that are opened and not closed"
                                            : "look for lines that are indented further each time"));
        }
        YamlNode container =
                event instanceof MappingStartEvent
                        ? new Mapping(place(event))
                        : new Sequence(place(event), new ArrayList<>());
        add(container, event, event.getAnchor());
        event.getAnchor().ifPresent(openAnchors::add);
        open.push(new OpenCollection(container, event.isFlow(), event.getAnchor()));
    }

    private void alias(AliasEvent event) {
        Anchor anchor = event.getAlias();
        YamlNode node = anchors.get(anchor);
        if (node == null || openAnchors.contains(anchor)) {
            throw flaws.failure(
                    place(event),
                    ManifestCode.ALIAS
                            .problem(
                                    node == null
                                            ? "there is no anchor '&%s' before this alias"
                                                    .formatted(anchor)
                                            : "the anchor '&%s' contains itself".formatted(anchor))
                            .fix(
                                    node == null
                                            ? "write the value out, or in quotes if '*' is part of it"
                                            : "write the value out"));
        }
        add(copy(node, event), event, Optional.empty());
    }

    /** Copies the value of an alias, so that an override changes only one place. */
    private YamlNode copy(YamlNode node, NodeEvent alias) {
        copied++;
        count(alias);
        if (node instanceof Sequence sequence) {
            List<YamlNode> items = new ArrayList<>(sequence.items().size());
            sequence.items().forEach(item -> items.add(copy(item, alias)));
            return new Sequence(sequence.place(), items);
        }
        if (node instanceof Mapping mapping) {
            Mapping copied = new Mapping(mapping.place());
            mapping.entries()
                    .forEach(
                            (key, entry) ->
                                    copied.entries()
                                            .put(
                                                    key,
                                                    new Entry(
                                                            entry.key(),
                                                            copy(entry.value(), alias))));
            return copied;
        }
        return node;
    }

    private void add(YamlNode node, NodeEvent event, Optional<Anchor> anchor) {
        count(event);
        anchor.ifPresent(a -> anchors.put(a, node));
        OpenCollection frame = open.peek();
        if (frame == null) {
            root = node;
        } else if (frame.container instanceof Sequence sequence) {
            sequence.items().add(node);
        } else if (!frame.keyRead) {
            frame.keyRead = true;
            frame.key = key(node, place(event));
            frame.keyPlain = node instanceof Scalar scalar && scalar.plain();
            frame.keyPlace = place(event);
            refuseTight(frame, true);
        } else {
            boolean nothing = node instanceof Scalar scalar && scalar.text().isEmpty();
            if (nothing && ((Scalar) node).plain() && frame.flow) {
                refuseTight(frame, false);
            }
            put((Mapping) frame.container, frame, node);
            frame.keyRead = false;
        }
    }

    private String key(YamlNode node, Place place) {
        boolean named =
                node instanceof Scalar scalar
                        && !(scalar.plain() && ScalarTypes.resolve(scalar.text()) == null);
        if (named) {
            return ((Scalar) node).text();
        }
        flaws.add(
                place,
                ManifestCode.KEY
                        .problem("a key must be a string")
                        .have(
                                node instanceof Sequence
                                        ? "a list"
                                        : node instanceof Mapping ? "a mapping" : "nothing")
                        .fix("write a name before the ':', in quotes if need be"));
        return null;
    }

    private void refuseTight(OpenCollection frame, boolean hasValue) {
        Optional<TightKey> tight = frame.tightKey(text, hasValue);
        if (tight.isPresent()) {
            Place place = frame.keyPlace;
            int colon = place.column() + tight.get().key().length();
            throw flaws.failure(new Place(place.line(), colon, origin), tight.get().problem());
        }
    }

    private void put(Mapping mapping, OpenCollection frame, YamlNode node) {
        if (frame.key == null) {
            return;
        }
        Entry first = mapping.entries().get(frame.key);
        if (first == null) {
            mapping.entries().put(frame.key, new Entry(frame.keyPlace, node));
            return;
        }
        flaws.add(
                frame.keyPlace,
                ManifestCode.DUPLICATE_KEY
                        .problem("the key '%s' occurs twice in one mapping".formatted(frame.key))
                        .have("the first is at " + flaws.where(first.key()))
                        .fix("remove or rename one of them"));
    }

    private void count(NodeEvent event) {
        if (++values > MAX_VALUES) {
            boolean anchored = copied > values / 2;
            throw flaws.failure(
                    place(event),
                    ManifestCode.VALUES
                            .problem(
                                    anchored
                                            ? "the anchors of this manifest expand to more than"
                                                    + " %,d values".formatted(MAX_VALUES)
                                            : "the manifest contains more than %,d values"
                                                    .formatted(MAX_VALUES))
                            .fix(
                                    anchored
                                            ? "use fewer aliases (*name) of anchors that hold aliases"
                                            : "use 'count' for many particles of one kind; leave"
                                                    + " long lists to the data"));
        }
    }

    private void checkTag(Optional<String> tag, Event event) {
        if (tag.isPresent() && !tag.get().equals("!")) {
            flaws.add(
                    place(event),
                    ManifestCode.TAG
                            .problem("a value has the tag '%s'".formatted(tag.get()))
                            .fix("remove it; quotes make any value a string"));
        }
    }

    private Place place(Event event) {
        return event.getStartMark()
                .map(mark -> new Place(mark.getLine() + 1, mark.getColumn() + 1, origin))
                .orElse(new Place(1, 1, origin));
    }
}
