package dev.huxley.morphology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Cable to branches, in the physical reading: a branch ends at a tip, where cables meet, where the type changes, where the
 * soma begins, or (optional) where it gets too long or the tracing was interrupted. Cost: linear in the number of points,
 * but for sorting children.
 *
 * <p>The first branch is the soma: the sphere, on whose middle all neurites hang, or the piece of the chain with its lowest
 * id; other branches begin at the start or the end of their parents, in the order of ids. Which point is the root of the
 * file plays no part.
 */
final class SectionTracer {
    private final SwcPoints points;
    private final Soma soma;
    private final Swc.Options options;
    private final CableGraph graph;
    private final SwcNotes notes;

    /** The segments that have membrane but no length and are not part of a section. */
    private final List<CableGraph.Segment> rings = new ArrayList<>();

    private final List<TracedBranch> branches = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private List<List<Section>> sectionsOfNode;

    /** A stretch of cable between two nodes where cables end or meet. */
    private static final class Section {
        final List<Step> steps;
        /** Membrane of rings at its start and its end that are no part of a section, um2. */
        final double[] ringArea = new double[2];

        boolean isEmitted;

        Section(List<Step> steps) {
            this.steps = steps;
        }

        double length() {
            return steps.stream().mapToDouble(step -> step.segment.length()).sum();
        }

        Step last() {
            return steps.get(steps.size() - 1);
        }

        /** The segments at its two ends. */
        int point(boolean start) {
            return start ? steps.get(0).from() : last().to();
        }

        double radius(boolean start) {
            return start ? steps.get(0).fromRadius() : last().toRadius();
        }

        /** The second point as seen from one end: where it leads. */
        int leadsTo(boolean fromStart) {
            return fromStart ? steps.get(0).to() : last().from();
        }
    }

    /** A segment as it is walked. */
    private record Step(CableGraph.Segment segment, boolean forward) {
        int from() {
            return segment.points()[forward ? 0 : 1];
        }

        int to() {
            return segment.points()[forward ? 1 : 0];
        }

        double fromRadius() {
            return segment.radius()[forward ? 0 : 1];
        }

        double toRadius() {
            return segment.radius()[forward ? 1 : 0];
        }

        Step back() {
            return new Step(segment, !forward);
        }
    }

    /** A section still to be emitted, from which of its ends, and where it hangs. */
    private record Start(Section section, boolean fromStart, int parent, Attachment attachment) {}

    SectionTracer(SwcPoints points, Swc.Options options, SwcNotes notes) {
        this.points = points;
        this.options = options;
        this.notes = notes;
        this.soma = Soma.of(points, notes);
        this.graph = new CableGraph(points, soma, notes);
    }

    Soma soma() {
        return soma;
    }

    Morphology trace(String name) {
        List<CableGraph.Segment> segments = graph.all();
        List<Section> sections = sections(segments);
        while (sections.stream().anyMatch(section -> section.length() == 0)) {
            // A section of rings only is no cable: its ends are one node, its membrane goes to a neighbor.
            Set<CableGraph.Segment> gone = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Section section : sections) {
                if (section.length() == 0) {
                    section.steps.forEach(step -> {
                        gone.add(step.segment);
                        graph.merge(step.from(), step.to());
                    });
                }
            }
            rings.addAll(segments.stream().filter(gone::contains).toList());
            segments.removeIf(gone::contains);
            sections = sections(segments);
        }
        if (sections.isEmpty() && soma.sphere() == null) {
            throw new SwcException(
                    points.source(),
                    points.line()[0],
                    "there is no cable: all points are at one place and none is a soma; give the point of a soma the"
                            + " type 1, it is read as a sphere then");
        }
        sectionsOfNode = byNode(sections);
        rings.forEach(this::giveAway);
        emitAll(sections);
        int[] counts = new int[branches.size()];
        Arrays.fill(counts, options.ncomp);
        return new Morphology(
                name,
                branches,
                parents.stream().mapToInt(Integer::intValue).toArray(),
                attachments,
                counts,
                options.minRadius,
                Conventions.PHYSICAL);
    }

    // ---- sections ----

    private List<Section> sections(List<CableGraph.Segment> segments) {
        List<List<Step>> stepsFromNode = new ArrayList<>();
        for (int i = 0; i < points.count(); i++) {
            stepsFromNode.add(null);
        }
        for (CableGraph.Segment segment : segments) {
            for (boolean forward : new boolean[] {true, false}) {
                Step step = new Step(segment, forward);
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
        List<Section> sections = new ArrayList<>();
        for (int node = 0; node < points.count(); node++) {
            List<Step> steps = stepsFromNode.get(node);
            if (steps == null || !isBreak[node]) {
                continue;
            }
            for (Step first : steps) {
                List<Step> walked = new ArrayList<>(List.of(first));
                int at = graph.node(first.to());
                while (!isBreak[at]) {
                    List<Step> both = stepsFromNode.get(at);
                    CableGraph.Segment here = walked.get(walked.size() - 1).segment;
                    Step next = both.get(0).segment == here ? both.get(1) : both.get(0);
                    walked.add(next);
                    at = graph.node(next.to());
                }
                // Every section is walked from both of its ends; the one with the lower number counts.
                if (node < at) {
                    sections.add(new Section(walked));
                }
            }
        }
        return sections;
    }

    private boolean isBreak(List<Step> steps) {
        if (steps.size() != 2) {
            return true;
        }
        CableGraph.Segment one = steps.get(0).segment;
        CableGraph.Segment other = steps.get(1).segment;
        return breakingType(one.type()) != breakingType(other.type()) || isSoma(one) != isSoma(other);
    }

    private int breakingType(int type) {
        return options.isRelevant(type) ? type : -1;
    }

    private boolean isSoma(CableGraph.Segment segment) {
        return segment.type() == Soma.TYPE && soma.contains(segment.points()[0]) && soma.contains(segment.points()[1]);
    }

    /** Also breaks where the file does not go on with a child of the point. */
    private void cutAtInterruptions(boolean[] isBreak) {
        for (int point = 0; options.cutAtInterruptions && point < points.count(); point++) {
            int parent = points.parent()[point];
            if (parent >= 0 && points.row()[point] != points.row()[parent] + 1) {
                isBreak[graph.node(parent)] = true;
            }
        }
    }

    private List<List<Section>> byNode(List<Section> sections) {
        List<List<Section>> byNode = new ArrayList<>();
        for (int i = 0; i < points.count(); i++) {
            byNode.add(new ArrayList<>(2));
        }
        for (Section section : sections) {
            byNode.get(graph.node(section.point(true))).add(section);
            byNode.get(graph.node(section.point(false))).add(section);
        }
        return byNode;
    }

    /**
     * Shares a ring among the sections that end there, those of its type if there are any.
     */
    private void giveAway(CableGraph.Segment ring) {
        int node = graph.node(ring.points()[0]);
        List<Section> there = sectionsOfNode.get(node);
        List<Section> alike =
                there.stream().filter(section -> typeOf(section) == ring.type()).toList();
        List<Section> takers = alike.isEmpty() ? there : alike;
        double r1 = ring.radius()[0];
        double r2 = ring.radius()[1];
        for (Section section : takers) {
            int side = graph.node(section.point(true)) == node ? 0 : 1;
            section.ringArea[side] += Math.PI * Math.abs(r2 * r2 - r1 * r1) / takers.size();
        }
        if (takers.isEmpty() && soma.sphere() != null && node == graph.node(somaPoint())) {
            notes.warn(
                    points.line()[ring.points()[1]],
                    "point " + points.id()[ring.points()[1]]
                            + " is a ring of membrane beside the soma without any cable: left out",
                    "trace the neurite with at least two places");
        }
    }

    private static int typeOf(Section section) {
        return section.steps.get(0).segment.type();
    }

    // ---- branches ----

    private void emitAll(List<Section> sections) {
        ArrayDeque<Start> pending = new ArrayDeque<>();
        if (soma.sphere() != null) {
            Soma.Sphere ball = soma.sphere();
            branches.add(new TracedBranch(
                    Soma.TYPE,
                    2 * ball.radius(),
                    new double[] {ball.x()},
                    new double[] {ball.y()},
                    new double[] {ball.z()},
                    new double[] {ball.radius()}));
            parents.add(-1);
            attachments.add(Attachment.END);
            push(pending, starts(graph.node(somaPoint()), 0, Attachment.MIDDLE));
        } else {
            Start root = root(sections);
            int first = branches.size();
            int last = emit(root);
            List<Start> children = new ArrayList<>();
            children.addAll(starts(graph.node(root.section.point(root.fromStart)), first, Attachment.START));
            children.addAll(starts(graph.node(root.section.point(!root.fromStart)), last, Attachment.END));
            push(pending, children);
        }
        while (!pending.isEmpty()) {
            Start start = pending.pop();
            int branch = emit(start);
            push(pending, starts(graph.node(start.section.point(!start.fromStart)), branch, Attachment.END));
        }
    }

    private int somaPoint() {
        int point = 0;
        while (!soma.contains(point)) {
            point++;
        }
        return point;
    }

    /** The section of the soma, or of the cell if it has none, with the lowest id, from its end with the lower one. */
    private Start root(List<Section> sections) {
        Section best = null;
        int lowest = Integer.MAX_VALUE;
        int then = Integer.MAX_VALUE;
        for (Section section : sections) {
            if (soma.exists() && !isSoma(section.steps.get(0).segment)) {
                continue;
            }
            int least = section.steps.get(0).from();
            for (Step step : section.steps) {
                least = Math.min(least, step.to());
            }
            int next = least == section.point(true) ? section.leadsTo(true) : section.leadsTo(false);
            if (least < lowest || (least == lowest && next < then)) {
                best = section;
                lowest = least;
                then = next;
            }
        }
        return new Start(best, best.point(true) < best.point(false), -1, Attachment.END);
    }

    private List<Start> starts(int node, int parent, Attachment attachment) {
        List<Start> starts = new ArrayList<>();
        for (Section section : sectionsOfNode.get(node)) {
            if (!section.isEmitted) {
                starts.add(new Start(section, graph.node(section.point(true)) == node, parent, attachment));
            }
        }
        return starts;
    }

    private static void push(ArrayDeque<Start> pending, List<Start> starts) {
        List<Start> lastFirst = new ArrayList<>(starts);
        lastFirst.sort(Comparator.comparingInt((Start start) -> start.section.leadsTo(start.fromStart))
                .reversed());
        lastFirst.forEach(start -> {
            start.section.isEmitted = true;
            pending.push(start);
        });
    }

    /** @return the number of the last branch of the section, at whose end others begin */
    private int emit(Start start) {
        Section section = start.section;
        section.isEmitted = true;
        List<Step> steps = section.steps;
        if (!start.fromStart) {
            steps = new ArrayList<>();
            for (int i = section.steps.size() - 1; i >= 0; i--) {
                steps.add(section.steps.get(i).back());
            }
        }
        int parent = start.parent;
        Attachment attachment = start.attachment;
        Piece piece = new Piece();
        piece.addRing(
                section.point(start.fromStart),
                section.radius(start.fromStart),
                section.ringArea[start.fromStart ? 0 : 1]);
        piece.add(steps.get(0).from(), steps.get(0).fromRadius(), 0);
        double walked = 0;
        double pieces = 0;
        for (Step step : steps) {
            walked += step.segment.length();
            double number = Math.max(0, Math.ceil(walked / options.maxBranchLength) - 1);
            if (number > pieces && piece.length > 0) {
                parent = add(piece, typeOf(section), parent, attachment);
                attachment = Attachment.END;
                piece = new Piece();
            }
            pieces = number;
            if (piece.isEmpty()) {
                piece.add(step.from(), step.fromRadius(), 0);
            }
            piece.add(step.to(), step.toRadius(), step.segment.length());
        }
        piece.addRing(
                section.point(!start.fromStart),
                section.radius(!start.fromStart),
                section.ringArea[start.fromStart ? 1 : 0]);
        return add(piece, typeOf(section), parent, attachment);
    }

    private int add(Piece piece, int type, int parent, Attachment attachment) {
        int[] chain = piece.at.stream().mapToInt(Integer::intValue).toArray();
        branches.add(new TracedBranch(
                type,
                piece.length,
                SwcPoints.picked(points.x(), chain),
                SwcPoints.picked(points.y(), chain),
                SwcPoints.picked(points.z(), chain),
                piece.radius.stream().mapToDouble(Double::doubleValue).toArray()));
        parents.add(parent);
        attachments.add(attachment);
        return branches.size() - 1;
    }

    /** A branch that is being put together. */
    private static final class Piece {
        final List<Integer> at = new ArrayList<>();
        final List<Double> radius = new ArrayList<>();
        double length;

        void add(int point, double r, double step) {
            at.add(point);
            radius.add(r);
            length += step;
        }

        /** A ring beside a radius is a flange of as much membrane. */
        void addRing(int point, double r, double area) {
            if (area > 0) {
                add(point, Math.sqrt(r * r + area / Math.PI), 0);
            }
        }

        boolean isEmpty() {
            return at.isEmpty();
        }
    }
}
