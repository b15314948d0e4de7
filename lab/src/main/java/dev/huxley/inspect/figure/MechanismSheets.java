package dev.huxley.inspect.figure;

import dev.huxley.inspect.figure.ClampFamily.Steps;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Panel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes figures of the mechanisms of compartments: a sheet for each library, or a figure of a single mechanism. */
final class MechanismSheets {
    private static final int COLUMNS = 3;
    private static final int PANEL_WIDTH = 330;
    private static final double PANEL_HEIGHT = 118;
    private static final double SINGLE_HEIGHT = 240;

    /** The duration (ms) of a step that shows the kinetics of these mechanisms; 50 for the others. */
    private static final Map<String, Double> DURATIONS = Map.ofEntries(
            Map.entry("hh.HH", 20.0),
            Map.entry("hodgkinhuxley.Na", 20.0),
            Map.entry("hodgkinhuxley.Na8States", 20.0),
            Map.entry("pospischil.Na", 10.0),
            Map.entry("pospischil.Km", 4000.0),
            Map.entry("pospischil.CaL", 500.0),
            Map.entry("extended.Na", 10.0),
            Map.entry("hay.NaTaT", 6.0),
            Map.entry("hay.NaTs2T", 6.0),
            Map.entry("hay.NapEt2", 4000.0),
            Map.entry("hay.KPst", 1000.0),
            Map.entry("hay.KTst", 40.0),
            Map.entry("hay.SKE2", 400.0),
            Map.entry("hay.M", 150.0),
            Map.entry("hay.CaHVA", 500.0),
            Map.entry("hay.CaLVA", 200.0),
            Map.entry("hay.CaPump", 400.0),
            Map.entry("ion.CaPump", 400.0),
            Map.entry("ion.CaFaradayConcentrationChange", 400.0),
            Map.entry("ion.CaNernstReversal", 400.0),
            Map.entry("fohlmeister.Na", 5.0),
            Map.entry("fohlmeister.K", 20.0),
            Map.entry("fohlmeister.KA", 40.0),
            Map.entry("fohlmeister.Ca", 10.0),
            Map.entry("aoyama.Na", 20.0),
            Map.entry("aoyama.Kdr", 500.0),
            Map.entry("aoyama.Kto", 200.0),
            Map.entry("aoyama.Ca", 10.0),
            Map.entry("benison.Na", 5.0),
            Map.entry("benison.Kdr", 40.0),
            Map.entry("benison.KA", 100.0),
            Map.entry("benison.CaN", 100.0),
            Map.entry("benison.CaPumpNS", 2000.0),
            Map.entry("benison.KCa", 2000.0),
            Map.entry("benison.CaNernstReversal", 2000.0),
            Map.entry("liu.Kx", 2000.0),
            Map.entry("liu.Kv", 100.0),
            Map.entry("liu.Ca", 400.0),
            Map.entry("liu.CaPump", 400.0),
            Map.entry("liu.KCa", 400.0),
            Map.entry("liu.ClCa", 400.0),
            Map.entry("liu.CaNernstReversal", 400.0),
            Map.entry("usui.Kv", 100.0),
            Map.entry("usui.KCa", 200.0),
            Map.entry("usui.CaPump", 400.0),
            Map.entry("usui.CaNernstReversal", 400.0),
            Map.entry("kamiyama.Kv", 1000.0),
            Map.entry("kamiyama.Ca", 1000.0),
            Map.entry("kamiyama.CaPump", 2000.0),
            Map.entry("kamiyama.CaNernstReversal", 2000.0),
            Map.entry("kamiyama.KCa", 1000.0),
            Map.entry("kamiyama.ClCa", 2000.0));

    /** The states that are the light of photoreceptors, with the flashes (1/s) that are shown. */
    private record Flashes(String light, double... intensities) {}

    private static final Map<String, Flashes> FLASHES = Map.of(
            "torre.Phototransduction", new Flashes("Phototransduction_Jhv", 1, 3, 10, 30, 100),
            "kamiyama.Phototransduction", new Flashes("Phototransduction_Jhv", 1, 3, 10, 30, 100),
            "chen.Phototransduction", new Flashes("Phototransduction_Stim", 1e3, 1e4, 3e4, 1e5, 1e6));

    /** Steps of current (mV/ms) for neuron models that write the voltage and cannot be clamped. */
    private record Drive(double start, double capacitance, double... charging) {}

    private static final Map<String, Drive> DRIVES = Map.of(
            "simplified.Fire", new Drive(-70, 1, 2.5),
            "simplified.Izhikevich", new Drive(-70, 1, 10),
            "simplified.AdEx", new Drive(-70, 200, 2.5),
            "simplified.Rate", new Drive(0, 1, 1));

    /**
     * The steps of mechanisms that need special ones: one opens at hyperpolarized voltages, the other inactivates at
     * once above -40 mV.
     */
    private static final Map<String, Steps> STEPS = Map.of(
            "hay.H", Steps.hyperpolarizing(1000),
            "usui.Hyper", Steps.hyperpolarizing(1000),
            "kamiyama.Hyper", Steps.hyperpolarizing(1000),
            "liu.Hyper", Steps.hyperpolarizing(1000),
            "aoyama.Kar", Steps.hyperpolarizing(50),
            "pospischil.CaT", new Steps(-100, 25, -70, -65, -60, -55, -50, -45));

    private MechanismSheets() {}

    private static String stimulus(String name) {
        return DRIVES.containsKey(name)
                ? "step of current"
                : FLASHES.containsKey(name) ? "flashes of 10 ms" : "voltage clamp";
    }

    /** The gates and the family of one mechanism. */
    static Figure figure(CatalogueEntry entry) {
        List<Panel> panels = new ArrayList<>();
        MembraneMechanism mechanism = entry.insertable();
        GateCurves curves = MechanismFigures.curves(mechanism, currents());
        if (!curves.steadyStates().isEmpty()) {
            panels.add(MechanismFigures.steadyStates(curves).title("steady states"));
        }
        if (!curves.timeConstants().isEmpty()) {
            panels.add(MechanismFigures.timeConstants(curves).title("time constants"));
        }
        panels.add(activity(entry, true).title(stimulus(entry.fullName())).legend(true));
        return Figure.of(360 * panels.size(), 400)
                .title(entry.fullName() + ": " + entry.title() + missing(entry, curves))
                .row(1, panels)
                .panelHeight(SINGLE_HEIGHT);
    }

    /** A remark where gates have no steady states: long steps at a held voltage lead to none. */
    private static String missing(CatalogueEntry entry, GateCurves curves) {
        boolean isClamped = !DRIVES.containsKey(entry.fullName()) && !FLASHES.containsKey(entry.fullName());
        boolean hasGates = entry.insertable().states().stream()
                .anyMatch(state -> state.unit().equals("1"));
        return isClamped && hasGates && curves.steadyStates().isEmpty() ? " (no steady states found)" : "";
    }

    /** The responses of all mechanisms of a library, side by side. */
    static Figure sheet(String library, List<CatalogueEntry> entries) {
        int rows = (entries.size() + COLUMNS - 1) / COLUMNS;
        int columns = Math.min(COLUMNS, entries.size());
        Figure figure = Figure.of(Math.max(2, columns) * PANEL_WIDTH, 400)
                .title(library)
                .legend(!DRIVES.containsKey(entries.get(0).fullName()));
        for (int row = 0; row < rows; row++) {
            List<Panel> panels = new ArrayList<>();
            for (int i = row * columns; i < (row + 1) * columns; i++) {
                panels.add(i < entries.size() ? titled(entries.get(i)) : Panel.blank());
            }
            figure = figure.row(1, panels);
        }
        return figure.panelHeight(PANEL_HEIGHT);
    }

    /** A panel of a sheet; it has its own legend if its steps differ from those of the sheet's. */
    private static Panel titled(CatalogueEntry entry) {
        Steps own = STEPS.get(entry.fullName());
        if (own == null) {
            return activity(entry, true).title(entry.name());
        }
        double[] steps = own.steps();
        return activity(entry, false)
                .title(String.format(
                        Locale.ROOT, "%s, %.0f to %.0f mV", entry.name(), steps[0], steps[steps.length - 1]));
    }

    /** Currents under a voltage clamp; for neuron models that write the voltage, their response to current steps. */
    private static Panel activity(CatalogueEntry entry, boolean labeled) {
        List<MembraneMechanism> mechanisms = new ArrayList<>();
        mechanisms.add(entry.insertable());
        mechanisms.addAll(companions(entry));
        Drive drive = DRIVES.get(entry.fullName());
        if (drive != null) {
            return StepResponse.of(mechanisms, drive.start, drive.capacitance, drive.charging)
                    .panel();
        }
        Flashes flashes = FLASHES.get(entry.fullName());
        if (flashes != null) {
            return LightResponse.of(mechanisms, entry.insertable().currentName(), flashes.light, flashes.intensities)
                    .panel();
        }
        Steps steps = STEPS.getOrDefault(
                entry.fullName(), Steps.depolarizing(DURATIONS.getOrDefault(entry.fullName(), 50.0)));
        return MechanismFigures.family(ClampFamily.of(mechanisms, quantity(entry.insertable()), steps), labeled);
    }

    /** The current, or, for a mechanism without one, the state that it changes. */
    private static String quantity(MembraneMechanism mechanism) {
        if (mechanism.equations().contains(mechanism.currentName() + " =")) {
            return mechanism.currentName();
        }
        return mechanism.states().stream()
                .map(Declaration::key)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(mechanism + " has neither a current nor a state"));
    }

    private static List<MembraneMechanism> companions(CatalogueEntry entry) {
        return entry.companions().stream()
                .map(name -> Catalogue.find(name).insertable())
                .toList();
    }

    private static List<String> currents() {
        return Catalogue.entries().stream()
                .filter(CatalogueEntry::isInsertable)
                .map(entry -> entry.insertable().currentName())
                .distinct()
                .toList();
    }
}
