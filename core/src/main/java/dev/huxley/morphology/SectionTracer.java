package dev.huxley.morphology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Makes branches of the {@link CableSections} of a file, in the physical reading: a branch ends at a tip, where cables
 * meet, where the type changes, where the soma begins, or (optional) where it gets too long or the tracing was
 * interrupted.
 *
 * <p><b>Idea.</b> Sections do not depend on the root of the file, so they are emitted from the soma (or the lowest id)
 * outward, depth first: each emitted section is followed by the unemitted ones at its other end. <b>Layout:</b>
 * branches, their parents and their attachments are parallel lists; a parent comes before its children. Cost: linear in
 * the number of points, plus sorting of children.
 *
 * <p>The first branch is the soma: the sphere, to whose middle all neurites are attached, or the piece of the chain
 * with its lowest id; other branches begin at the start or the end of their parents, in the order of ids.
 */
final class SectionTracer {
    private final SwcPoints points;
    private final Soma soma;
    private final Swc.Options options;
    private final CableSections sections;

    private final List<TracedBranch> branches = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();

    /** A section still to be emitted, the end at which it starts, and its attachment. */
    private record Start(CableSection section, boolean fromStart, int parent, Attachment attachment) {}

    SectionTracer(SwcPoints points, Swc.Options options, SwcNotes notes) {
        this.points = points;
        this.options = options;
        this.soma = Soma.of(points, notes);
        this.sections = new CableSections(points, soma, options, notes);
    }

    Soma soma() {
        return soma;
    }

    Morphology trace(String name) {
        if (sections.all().isEmpty() && soma.sphere() == null) {
            throw new SwcException(
                    points.source(),
                    points.line()[0],
                    "there is no cable: all points are at one place and none is a soma; give the point of a soma the"
                            + " type 1, it is read as a sphere then");
        }
        emitAll();
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

    private void emitAll() {
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
            push(pending, starts(sections.somaPoint(), 0, Attachment.MIDDLE));
        } else {
            Start root = root();
            int first = branches.size();
            int last = emit(root);
            List<Start> children = new ArrayList<>();
            children.addAll(starts(root.section.point(root.fromStart), first, Attachment.START));
            children.addAll(starts(root.section.point(!root.fromStart), last, Attachment.END));
            push(pending, children);
        }
        while (!pending.isEmpty()) {
            Start start = pending.pop();
            int branch = emit(start);
            push(pending, starts(start.section.point(!start.fromStart), branch, Attachment.END));
        }
    }

    /** The section of the soma, or of the cell if it has none, with the lowest id, from its end with the lower one. */
    private Start root() {
        CableSection best = null;
        int lowest = Integer.MAX_VALUE;
        int then = Integer.MAX_VALUE;
        for (CableSection section : sections.all()) {
            if (soma.exists() && !sections.isSoma(section.steps().get(0).segment())) {
                continue;
            }
            int least = section.steps().get(0).from();
            for (CableSection.Step step : section.steps()) {
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

    private List<Start> starts(int point, int parent, Attachment attachment) {
        List<Start> starts = new ArrayList<>();
        for (CableSection section : sections.at(point)) {
            if (!section.isEmitted()) {
                starts.add(new Start(section, sections.startsAt(section, point), parent, attachment));
            }
        }
        return starts;
    }

    private static void push(ArrayDeque<Start> pending, List<Start> starts) {
        List<Start> lastFirst = new ArrayList<>(starts);
        lastFirst.sort(Comparator.comparingInt((Start start) -> start.section.leadsTo(start.fromStart))
                .reversed());
        lastFirst.forEach(start -> {
            start.section.markEmitted();
            pending.push(start);
        });
    }

    /** @return the number of the last branch of the section, at whose end others begin */
    private int emit(Start start) {
        CableSection section = start.section;
        section.markEmitted();
        List<CableSection.Step> steps = section.steps(start.fromStart);
        int parent = start.parent;
        Attachment attachment = start.attachment;
        Piece piece = new Piece();
        piece.addRing(
                section.point(start.fromStart), section.radius(start.fromStart), section.ringArea(start.fromStart));
        piece.add(steps.get(0).from(), steps.get(0).fromRadius(), 0);
        double walked = 0;
        double pieces = 0;
        for (CableSection.Step step : steps) {
            walked += step.segment().length();
            double number = Math.max(0, Math.ceil(walked / options.maxBranchLength) - 1);
            if (number > pieces && piece.length > 0) {
                parent = add(piece, section.type(), parent, attachment);
                attachment = Attachment.END;
                piece = new Piece();
            }
            pieces = number;
            if (piece.isEmpty()) {
                piece.add(step.from(), step.fromRadius(), 0);
            }
            piece.add(step.to(), step.toRadius(), step.segment().length());
        }
        piece.addRing(
                section.point(!start.fromStart), section.radius(!start.fromStart), section.ringArea(!start.fromStart));
        return add(piece, section.type(), parent, attachment);
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

    /** A branch under construction. */
    private static final class Piece {
        final List<Integer> at = new ArrayList<>();
        final List<Double> radius = new ArrayList<>();
        double length;

        void add(int point, double r, double step) {
            at.add(point);
            radius.add(r);
            length += step;
        }

        /** Adds a ring as a flange with the same membrane. */
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
