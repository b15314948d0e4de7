package dev.huxley.notebook.render;

import dev.huxley.display.MimeBundle;
import dev.huxley.inspect.figure.ClampFamily;
import dev.huxley.inspect.figure.GateCurves;
import dev.huxley.inspect.figure.MechanismFigures;
import dev.huxley.inspect.figure.StepResponse;
import dev.huxley.inspect.figure.SynapseFigures;
import dev.huxley.inspect.figure.SynapseResponse;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.Synapse;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Panel;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Mechanisms: equations, parameters and states with units and defaults, gates over the voltage; and responses of them. */
final class MechanismDisplay {
    private static final int PANEL_WIDTH = 300;
    private static final double PANEL_HEIGHT = 170;

    private MechanismDisplay() {}

    static MimeBundle of(Mechanism mechanism) {
        List<String> facts = new ArrayList<>(List.of(className(mechanism)));
        if (mechanism instanceof MembraneMechanism membrane) {
            facts.add("current " + String.join(", ", membrane.currentNames()));
        } else if (mechanism instanceof Synapse synapse) {
            facts.add("current " + synapse.currentName());
        }
        Html html = new Html(mechanism.name(), facts).lines(mechanism.equations());
        html.raw("<div class=\"beside\">\n<div>\n");
        List<String> columns = List.of("name", "#value", "unit");
        html.table("Parameters", columns, rows(mechanism.parameters()));
        html.table("States, initially", columns, rows(mechanism.states()));
        List<Declaration> whole = new ArrayList<>(mechanism.globalParameters());
        whole.addAll(mechanism.globalStates());
        html.table("Of the whole model", columns, rows(whole));
        html.raw("</div>\n");
        if (mechanism instanceof MembraneMechanism membrane) {
            gates(membrane).ifPresent(figure -> html.picture(figure, "gates of " + mechanism.name()));
        }
        return html.raw("</div>\n").bundle(mechanism);
    }

    /** The name of the class; without the number that a notebook gives to the cell that declares it. */
    private static String className(Mechanism mechanism) {
        Class<?> type = mechanism.getClass();
        return type.getName().startsWith("REPL.$JShell$") ? "class of this notebook" : type.getName();
    }

    private static List<List<String>> rows(Collection<Declaration> declarations) {
        List<List<String>> rows = new ArrayList<>();
        for (Declaration declaration : declarations) {
            rows.add(List.of(
                    declaration.key(),
                    declaration.isScalar()
                            ? Numbers.of(declaration.value())
                            : "array " + declaration.shape() + " " + Brief.of(declaration.elements()),
                    declaration.unit().equals("1") ? "" : declaration.unit()));
        }
        return rows;
    }

    /** The gates over the voltage; empty for a mechanism that has none, or that other mechanisms must accompany. */
    private static Optional<Figure> gates(MembraneMechanism mechanism) {
        try {
            List<Panel> panels = panels(MechanismFigures.curves(mechanism, List.of()));
            return panels.isEmpty() ? Optional.empty() : Optional.of(sideBySide(panels));
        } catch (RuntimeException needsOthers) {
            return Optional.empty();
        }
    }

    private static List<Panel> panels(GateCurves curves) {
        List<Panel> panels = new ArrayList<>();
        if (!curves.steadyStates().isEmpty()) {
            panels.add(MechanismFigures.steadyStates(curves));
        }
        if (!curves.timeConstants().isEmpty()) {
            panels.add(MechanismFigures.timeConstants(curves));
        }
        return panels;
    }

    private static Figure sideBySide(List<Panel> panels) {
        return Figure.of(PANEL_WIDTH * panels.size(), 400).row(1, panels).panelHeight(PANEL_HEIGHT);
    }

    static MimeBundle of(GateCurves curves) {
        List<Panel> panels = panels(curves);
        return panels.isEmpty() ? MimeBundle.text(curves.toString()) : Pictures.of(sideBySide(panels), curves);
    }

    static MimeBundle of(ClampFamily family) {
        return Pictures.of(wide(MechanismFigures.family(family).legend(true)), family);
    }

    static MimeBundle of(StepResponse response) {
        return Pictures.of(wide(response.panel().legend(true)), response);
    }

    static MimeBundle of(SynapseResponse response) {
        Figure figure = Figure.of(2 * PANEL_WIDTH, 400)
                .row(0.5, SynapseFigures.presynaptic(response))
                .row(1, SynapseFigures.currents(response, true).legend(true))
                .panelHeight(PANEL_HEIGHT);
        return Pictures.of(figure, response);
    }

    private static Figure wide(Panel panel) {
        return Figure.of(2 * PANEL_WIDTH, 400).row(1, panel).panelHeight(PANEL_HEIGHT);
    }
}
