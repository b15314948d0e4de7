/**
 * The channels of the layer 5 pyramidal cell of Hay, Hill, Schürmann, Markram and Segev (PLoS Computational Biology 7,
 * e1002107, 2011), with the calcium dynamics that couple them.
 *
 * <p>Rates that the authors measured at 21 °C run {@code q = 2.3^((T - 21) / 10)} times faster, T = 34 °C unless a
 * constructor is given another temperature. Jaxley's implementation shifts the arguments of rates that are 0/0
 * somewhere by 1e-6 mV. The shift is kept, so that traces agree, but here the rates are finite at all voltages.
 *
 * <p>Calls {@code mechanism}; called by users and {@code demo}, {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.hay;
