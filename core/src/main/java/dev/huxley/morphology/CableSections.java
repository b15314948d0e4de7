package dev.huxley.morphology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The cable of a file cut into sections: they end at tips, where cables meet, where the type changes, where the soma begins
 * and (optional) where the tracing was interrupted. Cost: linear in the number of points.
 */
final class CableSections {
    private final SwcPoints points;
    private final Soma soma;
    private final Swc.Options options;
    private final CableGraph graph;
    private final SwcNotes notes;

    /** The segments that have membrane but no length and are not part of a section. */
    private final List<CableGraph.Segment> rings = new ArrayList<>();

    private final List<CableSection> all;
    private final List<List<CableSection>> byNode;

    CableSections(SwcPoints points, Soma soma, Swc.Options options, SwcNotes notes) {
        this.points = points;
        this.soma = soma;
        this.options = options;
        this.notes = notes;
        graph = new CableGraph(points, soma, notes);
        all = withLength();
        byNode = byNode(all);
        rings.forEach(this::giveAway);
    }

    /** All sections, each of which has a length. */
    List<CableSection> all() {
        return all;
    }

    /** The sections that begin or end at the place of a point. */
    List<CableSection> at(int point) {
        return byNode.get(graph.node(point));
    }

    /** Tells whether a section begins at the place of a point. */
    boolean startsAt(CableSection section, int point) {
        return graph.node(section.point(true)) == graph.node(point);
    }

    /** A point of the soma: the one with the lowest number. */
    int somaPoint() {
        int point = 0;
        while (!soma.contains(point)) {
            point++;
        }
        return point;
    }

    private List<CableSection> withLength() {
        List<CableGraph.Segment> segments = graph.all();
        List<CableSection> sections = sections(segments);
        while (sections.stream().anyMatch(section -> section.length() == 0)) {
            // A section of rings only is no cable: its ends are one node, its membrane goes to a neighbor.
            Set<CableGraph.Segment> gone = Collections.newSetFromMap(new IdentityHashMap<>());
            for (CableSection section : sections) {
                if (section.length() == 0) {
                    section.steps().forEach(step -> {
                        gone.add(step.segment());
                        graph.merge(step.from(), step.to());
                    });
                }
            }
            rings.addAll(segments.stream().filter(gone::contains).toList());
            segments.removeIf(gone::contains);
            sections = sections(segments);
        }
        return sections;
    }

    private List<CableSection> sections(List<CableGraph.Segment> segments) {
        List<List<CableSection.Step>> stepsFromNode = new ArrayList<>();
        for (int i = 0; i < points.count(); i++) {
            stepsFromNode.add(null);
        }
        for (CableGraph.Segment segment : segments) {
            for (boolean forward : new boolean[] {true, false}) {
                CableSection.Step step = new CableSection.Step(segment, forward);
                int node = graph.node(step.from());
                if (stepsFromNode.get(node) == null) {
                    stepsFromNode.set(node, new ArrayList<>(2));
                }
                stepsFromNode.get(node).add(step);
            }
        }
        boolean[] isBreak = new boolean[points.count()];
        for (int node = 0; node < isBreak.length; node++) {
            isBreak[node] = stepsFromNode.get(node) != null && isBreak(stepsFromNode.get(node));
        }
        // Where a ring was taken out, sections end, so that they can take it.
        rings.forEach(ring -> isBreak[graph.node(ring.points()[0])] = true);
        cutAtInterruptions(isBreak);
        if (soma.sphere() != null) {
            isBreak[graph.node(somaPoint())] = true;
        }
        List<CableSection> sections = new ArrayList<>();
        for (int node = 0; node < points.count(); node++) {
            List<CableSection.Step> steps = stepsFromNode.get(node);
            if (steps == null || !isBreak[node]) {
                continue;
            }
            for (CableSection.Step first : steps) {
                List<CableSection.Step> walked = new ArrayList<>(List.of(first));
                int at = graph.node(first.to());
                while (!isBreak[at]) {
                    List<CableSection.Step> both = stepsFromNode.get(at);
                    CableGraph.Segment here = walked.get(walked.size() - 1).segment();
                    CableSection.Step next = both.get(0).segment() == here ? both.get(1) : both.get(0);
                    walked.add(next);
                    at = graph.node(next.to());
                }
                // Every section is walked from both of its ends; the one with the lower number counts.
                if (node < at) {
                    sections.add(new CableSection(walked));
                }
            }
        }
        return sections;
    }

    private boolean isBreak(List<CableSection.Step> steps) {
        if (steps.size() != 2) {
            return true;
        }
        CableGraph.Segment one = steps.get(0).segment();
        CableGraph.Segment other = steps.get(1).segment();
        return breakingType(one.type()) != breakingType(other.type()) || isSoma(one) != isSoma(other);
    }

    private int breakingType(int type) {
        return options.isRelevant(type) ? type : -1;
    }

    /** Tells whether a segment is part of the soma. */
    boolean isSoma(CableGraph.Segment segment) {
        return segment.type() == Soma.TYPE && soma.contains(segment.points()[0]) && soma.contains(segment.points()[1]);
    }

    /** Also cuts where the next point in the file is not a child of the point. */
    private void cutAtInterruptions(boolean[] isBreak) {
        for (int point = 0; options.cutAtInterruptions && point < points.count(); point++) {
            int parent = points.parent()[point];
            if (parent >= 0 && points.row()[point] != points.row()[parent] + 1) {
                isBreak[graph.node(parent)] = true;
            }
        }
    }

    private List<List<CableSection>> byNode(List<CableSection> sections) {
        List<List<CableSection>> byNode = new ArrayList<>();
        for (int i = 0; i < points.count(); i++) {
            byNode.add(new ArrayList<>(2));
        }
        for (CableSection section : sections) {
            byNode.get(graph.node(section.point(true))).add(section);
            byNode.get(graph.node(section.point(false))).add(section);
        }
        return byNode;
    }

    /** Divides the membrane of a ring among the sections that end there, those of its type if there are any. */
    private void giveAway(CableGraph.Segment ring) {
        int node = graph.node(ring.points()[0]);
        List<CableSection> there = byNode.get(node);
        List<CableSection> alike =
                there.stream().filter(section -> section.type() == ring.type()).toList();
        List<CableSection> takers = alike.isEmpty() ? there : alike;
        double r1 = ring.radius()[0];
        double r2 = ring.radius()[1];
        for (CableSection section : takers) {
            boolean atStart = graph.node(section.point(true)) == node;
            section.addRing(atStart, Math.PI * Math.abs(r2 * r2 - r1 * r1) / takers.size());
        }
        if (takers.isEmpty() && soma.sphere() != null && node == graph.node(somaPoint())) {
            notes.warn(
                    points.line()[ring.points()[1]],
                    "point " + points.id()[ring.points()[1]]
                            + " is a ring of membrane beside the soma without any cable: left out",
                    "trace the neurite with at least two places");
        }
    }
}
