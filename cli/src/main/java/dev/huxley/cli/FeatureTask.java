package dev.huxley.cli;

import dev.huxley.cli.model.ModelOptions;
import dev.huxley.cli.model.OptionModel;
import dev.huxley.fit.description.DescribedValue;
import dev.huxley.fit.description.FitPlan;
import dev.huxley.fit.description.ModelDescription;
import dev.huxley.fit.feature.FeatureFit;
import dev.huxley.recording.CurrentChoice;
import dev.huxley.recording.CurrentClampOptions;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.SweepSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fit by features as the options and the model file describe it; where both say something, the options win. */
final class FeatureTask {
    /** The largest number of a sweep that a model file can name. */
    private static final int MOST_SWEEPS = 100_000;

    private final FitOptions common;
    private final SweepOptions sweeps;
    private final FeatureOptions features;
    private final Optional<ModelDescription> model;
    private final FitPlan plan;

    FeatureTask(FitOptions common, SweepOptions sweeps, FeatureOptions features, ModelOptions options) {
        this.common = common;
        this.sweeps = sweeps;
        this.features = features;
        model = OptionModel.of(features.model, options);
        plan = model.map(ModelDescription::plan).orElseGet(FitPlan::none);
    }

    /** The choice of sweeps, channel and current. */
    CurrentClampOptions sweeps() {
        CurrentClampOptions options = sweeps.chosen().current(current());
        if (sweeps.selection().isPresent() || plan.sweeps().isEmpty()) {
            return options;
        }
        // The sweeps that are held out are used, too.
        List<Integer> used =
                Stream.concat(plan.sweeps().stream(), plan.heldOut().stream()).toList();
        return options.sweeps(SweepSelection.parse(text(used)));
    }

    private CurrentChoice current() {
        return sweeps.current()
                .or(() -> plan.current().map(new CurrentOption()::convert))
                .orElse(CurrentChoice.AUTOMATIC);
    }

    /** The fit to these sweeps. */
    FeatureFit fit(CurrentClampSweeps sweeps) {
        FeatureFit fit = FeatureFit.of(sweeps).engine(common.engine).seed(seed());
        String heldOut = features.heldOut != null || plan.heldOut().isEmpty() ? features.heldOut : text(plan.heldOut());
        fit = heldOut == null ? fit : fit.heldOut(SweepSelection.parse(heldOut));
        fit = model.isEmpty() ? fit : fit.model(model.get());
        OptionalLong evaluations = either(features.evaluations, plan.evaluations());
        fit = evaluations.isEmpty() ? fit : fit.evaluations(evaluations.getAsLong());
        OptionalDouble minutes = either(features.minutes, plan.minutes());
        fit = minutes.isEmpty() ? fit : fit.minutes(minutes.getAsDouble());
        fit = features.targetZ == null ? fit : fit.targetZ(features.targetZ);
        OptionalDouble timeStep = timeStep();
        fit = timeStep.isEmpty() ? fit : fit.timeStep(timeStep.getAsDouble());
        return common.junctionPotential == null ? fit : fit.junctionPotential(common.junctionPotential);
    }

    /** The form in which the best model is exported; null for none. */
    FitOptions.ExportForm export() {
        return common.export;
    }

    private long seed() {
        return common.seed != null ? common.seed : plan.seed().orElse(common.seed());
    }

    private OptionalDouble timeStep() {
        return either(Double.isNaN(common.timeStep) ? null : common.timeStep, plan.timeStepMs());
    }

    private static OptionalDouble either(Double option, OptionalDouble wish) {
        return option == null ? wish : OptionalDouble.of(option);
    }

    private static OptionalLong either(Long option, OptionalLong wish) {
        return option == null ? wish : OptionalLong.of(option);
    }

    /** The liquid junction potential in words. */
    String junction(CurrentClampSweeps sweeps) {
        boolean isAsked = common.junctionPotential != null;
        DescribedValue ofModel = model.map(description -> description.rig().junctionPotential())
                .orElseGet(() -> DescribedValue.fixed(0));
        if (!isAsked && ofModel instanceof DescribedValue.Free free) {
            return "liquid junction potential: fitted, " + free;
        }
        boolean isOfModel = !isAsked && ofModel.start() != 0;
        double size = isAsked
                ? common.junctionPotential
                : isOfModel ? ofModel.start() : sweeps.junctionPotential().orElse(0);
        if (size == 0) {
            return "liquid junction potential: none is known, so the recorded voltage is taken as it is"
                    + " (--junction-potential)";
        }
        return String.format(
                Locale.ROOT,
                "liquid junction potential%s: the recorded voltage is lowered by %s mV",
                isAsked ? "" : isOfModel ? ", from the model file" : ", which the file states",
                Double.toString(Math.abs(size)));
    }

    /** Sentences on the model: wishes of its file that are not followed, mechanisms of different temperatures. */
    List<String> notes() {
        List<String> wishes = new ArrayList<>();
        addIf(!plan.features().isEmpty(), "features", wishes);
        addIf(plan.fromMs().isPresent(), "from", wishes);
        addIf(plan.toMs().isPresent(), "to", wishes);
        addIf(plan.score().isPresent(), "score", wishes);
        addIf(plan.models().isPresent(), "models", wishes);
        List<String> notes = new ArrayList<>();
        if (!wishes.isEmpty()) {
            notes.add("the model file's wishes for the fit that are not followed: " + String.join(", ", wishes));
        }
        model.ifPresent(description -> notes.addAll(description.build().notes()));
        return notes;
    }

    private static void addIf(boolean condition, String wish, List<String> wishes) {
        if (condition) {
            wishes.add(wish);
        }
    }

    /** The model with the options in it, so that the fit can be repeated from it; empty for the ladder. */
    Optional<ModelDescription> model() {
        return model.map(description -> withJunction(description)
                .withPlan(new FitPlan(
                        plan.features(),
                        sweeps.selection().map(FeatureTask::numbers).orElse(plan.sweeps()),
                        features.heldOut == null ? plan.heldOut() : numbers(features.heldOut),
                        current() == CurrentChoice.AUTOMATIC
                                ? Optional.empty()
                                : Optional.of(current().name().toLowerCase(Locale.ROOT)),
                        plan.fromMs(),
                        plan.toMs(),
                        timeStep(),
                        either(features.minutes, plan.minutes()),
                        either(features.evaluations, plan.evaluations()),
                        plan.score(),
                        OptionalLong.of(seed()),
                        OptionalInt.empty())));
    }

    private ModelDescription withJunction(ModelDescription description) {
        return common.junctionPotential == null
                ? description
                : description.withRig(description
                        .rig()
                        .withJunctionPotential(DescribedValue.fixed(Math.abs(common.junctionPotential))));
    }

    private static List<Integer> numbers(String selection) {
        return selection.strip().equalsIgnoreCase("all")
                ? List.of()
                : SweepSelection.parse(selection).indices(MOST_SWEEPS).stream()
                        .map(index -> index + 1)
                        .toList();
    }

    private static String text(List<Integer> sweeps) {
        return sweeps.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
