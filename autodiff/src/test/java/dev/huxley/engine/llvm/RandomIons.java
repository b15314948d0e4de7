package dev.huxley.engine.llvm;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.Membrane;
import dev.huxley.model.Cell;
import dev.huxley.program.integrate.Integrators;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Adds to a random cell an ion with pumps, diffusion of the ion or of some other state or both, and an integrator. */
final class RandomIons {
    private RandomIons() {}

    /** A saturating pump with a state of its own, driven by the voltage and by a current if there is one. */
    private static final class Pump extends IonPump {
        private final String current;

        Pump(String name, String current) {
            super(name);
            this.current = current;
            parameter("rate", 0.3, "1/ms");
            state("activity", 0.4);
            sharedState("tracer", 0.5, "mM");
        }

        @Override
        public List<Object> constants() {
            return List.of(current);
        }

        @Override
        public String ion() {
            return "tracer";
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            NDArray towards = membrane.get("tracer").sub(membrane.get("activity"));
            return Map.of("activity", membrane.get("activity").add(towards.mul(0.1 * membrane.timeStep())));
        }

        @Override
        public NDArray removalRate(Membrane membrane) {
            NDArray ion = membrane.get("tracer");
            NDArray saturating = ion.div(ion.add(0.7)).mul(membrane.get("rate"));
            NDArray driven =
                    membrane.voltage().add(60).mul(membrane.get("activity")).mul(1e-3);
            NDArray rate = saturating.add(driven);
            return current.isEmpty() ? rate : rate.add(membrane.get(current));
        }
    }

    /** The number says which integrator, and whether the ion diffuses. */
    static RandomCell add(RandomCell random, int number) {
        Cell cell = random.cell;
        Random draw = random.random();
        random.integrator = Integrators.named(Integrators.names().get(number % 4));
        if (random.integrator == Integrators.forwardEuler()) {
            // Stable, and what is drawn for it stays so.
            cell.deleteTrainables();
            cell.set("axial_resistivity", 1e5);
            List.of("axial_resistivity", "capacitance", "radius").forEach(key -> cell.makeTrainable(key));
        }
        int[] all = IntStream.range(0, random.compartments()).toArray();
        List<String> currents =
                cell.channels().stream().map(Channel::currentName).distinct().toList();
        for (String name : List.of("PumpA", "PumpB")) {
            String current = currents.isEmpty() ? "" : currents.get(draw.nextInt(currents.size()));
            cell.select(random.some(all)).insert(new Pump(name, current));
        }
        if (number / 4 % 2 == 1) {
            diffuse(random, "tracer");
        }
        List<String> states = random.settable().stream()
                .filter(key -> cell.isState(key) && !key.equals("v"))
                .toList();
        if (!states.isEmpty() && number / 8 % 2 == 1) {
            diffuse(random, states.get(draw.nextInt(states.size())));
        }
        cell.select(random.one(random.having("tracer"))).record("tracer");
        cell.select(random.one(cell.mechanism("PumpA").compartments())).record("i_PumpA");
        cell.select(random.some(random.having("tracer"))).makeTrainable("tracer");
        cell.mechanism("PumpB").makeTrainable("PumpB_rate");
        if (draw.nextBoolean()
                && cell.clamps().stream().noneMatch(clamp -> clamp.key().equals("tracer"))) {
            int clamped = random.one(random.having("tracer"));
            cell.select(clamped).clamp("tracer", random.wave(1, () -> 0.2 + draw.nextDouble()));
        }
        return random;
    }

    private static void diffuse(RandomCell random, String state) {
        if (random.cell.diffusingStates().contains(state)) {
            return;
        }
        random.cell.diffuse(state);
        String coefficient = "axial_diffusion_" + state;
        random.cell.set(
                coefficient,
                random.draw(random.compartments(), () -> 1 + 5 * random.random().nextDouble()));
        boolean isTrainable = random.cell.trainables().stream()
                .anyMatch(trainable -> trainable.key().equals(coefficient));
        if (!isTrainable) {
            random.cell.makeTrainable(coefficient);
        }
        random.cell.select(random.random().nextInt(random.compartments())).record(state);
    }
}
