package dev.huxley.cli;

import dev.huxley.fit.description.CellForm;
import dev.huxley.fit.description.DescribedValue;
import dev.huxley.fit.description.FitPlan;
import dev.huxley.fit.description.MechanismSources;
import dev.huxley.fit.description.ModelDescription;
import dev.huxley.fit.description.ModelFiles;
import dev.huxley.fit.description.Region;
import dev.huxley.fit.description.RigDescription;
import dev.huxley.fit.recording.FreeParameter;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.Temperature;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.text.Quotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** The model of a fit by features that the options describe: a model file, or none, with channels, values and bounds. */
final class OptionModel {
    private static final double LENGTH = 20;
    private static final double RADIUS = 10;
    /** The ratio of positive bounds from which on the search works on the logarithm, as that of traces. */
    private static final double LOGARITHMIC_FROM = 5;

    private final ModelOptions options;
    private ModelDescription model;

    private OptionModel(ModelOptions options, ModelDescription model) {
        this.options = options;
        this.model = model;
    }

    /**
     * The model; empty if no option describes one.
     *
     * @param file the path of a model file or the name of a shipped model, null for none
     */
    static Optional<ModelDescription> of(String file, ModelOptions options) {
        if (file == null && !options.isGiven()) {
            return Optional.empty();
        }
        return Optional.of(new OptionModel(options, file == null ? empty(options) : read(file)).built(file == null));
    }

    private static ModelDescription read(String file) {
        Path path = WrongUsage.path(file);
        if (Files.exists(path)) {
            return ModelFiles.read(path.toAbsolutePath());
        }
        if (ModelFiles.SHIPPED.contains(file)) {
            return ModelFiles.shipped(file);
        }
        throw new IllegalArgumentException("--model " + Quotation.of(file)
                + " is no file, and no shipped model; those are " + String.join(", ", ModelFiles.SHIPPED));
    }

    /** A point neuron, or the morphology, without channels. */
    private static ModelDescription empty(ModelOptions options) {
        Map<String, DescribedValue> values = new LinkedHashMap<>();
        if (!options.hasMorphology()) {
            values.put("radius", DescribedValue.fixed(RADIUS));
        }
        return new ModelDescription(
                "model of the command line",
                "",
                new CellForm.Point(options.values.getOrDefault("length", LENGTH)),
                OptionalDouble.empty(),
                MechanismSources.catalogue(),
                List.of(new Region(Region.ALL, Map.of(), values)),
                RigDescription.ideal(),
                FitPlan.none());
    }

    private ModelDescription built(boolean isNew) {
        if (options.hasMorphology()) {
            model = model.withForm(
                    new CellForm.Reconstruction(options.swc.toAbsolutePath().toString(), 0, options.compartments));
        } else if (options.compartments != 1) {
            throw new IllegalArgumentException("--compartments " + options.compartments
                    + " is for the branches of a morphology; give one with --swc FILE");
        }
        List<CatalogueEntry> channels = options.channels(isNew ? List.of("HH", "Leak") : List.of());
        channels.forEach(this::insert);
        options.values.forEach((path, value) -> {
            if (!(isNew && path.equals("length"))) {
                set(path, DescribedValue.fixed(value));
            }
        });
        free(channels, isNew).forEach(parameter -> set(parameter.path(), free(parameter)));
        return model;
    }

    private void insert(CatalogueEntry channel) {
        String key = name(channel);
        model.mechanisms().insertable(key);
        change(Region.ALL, region -> {
            Map<String, Map<String, DescribedValue>> mechanisms = new LinkedHashMap<>(region.mechanisms());
            mechanisms.putIfAbsent(key, Map.of());
            return new Region(region.name(), mechanisms, region.values());
        });
    }

    /** The name of a channel within the model, which takes in the text of one in NMODL. */
    private String name(CatalogueEntry channel) {
        MechanismFiles.text(channel)
                .ifPresent(text -> model = model.withRegions(model.mechanisms().with(text), model.regions()));
        return channel.fullName();
    }

    /** The parameters that are free: those that are named, or of new channels the usual ones. */
    private List<FreeParameter> free(List<CatalogueEntry> channels, boolean isNew) {
        if (!options.free.isEmpty()) {
            return options.free.stream().map(FreeOption::parse).toList();
        }
        List<FreeParameter> usual = new ArrayList<>(FreeParameter.usual(ModelBuilder.build(null, channels, Map.of())));
        if (isNew && !options.hasMorphology()) {
            usual.add(ModelOptions.POINT_RADIUS);
        }
        return usual;
    }

    private DescribedValue free(FreeParameter parameter) {
        FreeOption.requireInside(parameter, options.values);
        double own = Optional.ofNullable(options.values.get(parameter.path()))
                .or(() -> Optional.ofNullable(model.values().get(parameter.path()))
                        .map(DescribedValue::start))
                .or(() -> declared(key(parameter.path())))
                .orElse(Double.NaN);
        boolean isLogarithmic = parameter.lower() > 0 && parameter.upper() / parameter.lower() >= LOGARITHMIC_FROM;
        return new DescribedValue.Free(
                parameter.start(own), parameter.lower(), parameter.upper(), isLogarithmic, false);
    }

    /** The default of a parameter by the model's mechanisms, or else by those of the catalogue. */
    private Optional<Double> declared(String key) {
        return model.regions().stream()
                .flatMap(region -> region.mechanisms().keySet().stream())
                .flatMap(name -> model.mechanisms().insertable(name).declarations().stream())
                .filter(declaration -> declaration.key().equals(key) && declaration.isScalar())
                .findFirst()
                .or(() -> Catalogue.declaration(key))
                .map(Declaration::value);
    }

    private static String key(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Sets a value where the model has it, or else in the mechanism of this name in its region, or else in the region. */
    private void set(String path, DescribedValue value) {
        if (path.equals(Temperature.CELSIUS) && value instanceof DescribedValue.Fixed fixed) {
            model = model.withTemperature(fixed.value());
            return;
        }
        if (model.values().containsKey(path)) {
            model = model.with(path, value);
            return;
        }
        String region = path.contains("/") ? path.substring(0, path.indexOf('/')) : Region.ALL;
        String key = path.contains("/") ? path.substring(path.indexOf('/') + 1) : path;
        change(region, before -> {
            Map<String, Map<String, DescribedValue>> mechanisms = new LinkedHashMap<>(before.mechanisms());
            for (Map.Entry<String, Map<String, DescribedValue>> mechanism : mechanisms.entrySet()) {
                MembraneMechanism insertable = model.mechanisms().insertable(mechanism.getKey());
                for (Declaration parameter : insertable.parameters()) {
                    if (insertable.key(parameter.name()).equals(key)) {
                        Map<String, DescribedValue> parameters = new LinkedHashMap<>(mechanism.getValue());
                        parameters.put(parameter.name(), value);
                        mechanism.setValue(parameters);
                        return new Region(region, mechanisms, before.values());
                    }
                }
            }
            Map<String, DescribedValue> values = new LinkedHashMap<>(before.values());
            values.put(key, value);
            return new Region(region, mechanisms, values);
        });
    }

    /** Changes the region of this name, which is added if the model has none. */
    private void change(String name, UnaryOperator<Region> change) {
        List<Region> regions = new ArrayList<>(model.regions());
        int place = 0;
        while (place < regions.size() && !regions.get(place).name().equals(name)) {
            place++;
        }
        if (place == regions.size()) {
            regions.add(new Region(name, Map.of(), Map.of()));
        }
        regions.set(place, change.apply(regions.get(place)));
        model = model.withRegions(model.mechanisms(), regions);
    }
}
