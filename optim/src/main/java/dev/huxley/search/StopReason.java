package dev.huxley.search;

/** The reason why a search ended. */
public enum StopReason {
    /** The score that was asked for is reached. */
    SCORE_REACHED("the score that was asked for is reached"),
    /** The best score has not improved for as many evaluations as the patience allows. */
    NO_IMPROVEMENT("nothing improved any more"),
    /** The budget of evaluations is used up. */
    EVALUATIONS("the budget of evaluations is used up"),
    /** The budget of time is used up. */
    MINUTES("the budget of time is used up"),
    /** The caller asked for the end. */
    REQUESTED("it was asked to stop");

    private final String text;

    StopReason(String text) {
        this.text = text;
    }

    /** The reason in words, for people. */
    public String text() {
        return text;
    }
}
