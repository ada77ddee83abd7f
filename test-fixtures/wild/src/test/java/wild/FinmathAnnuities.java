package wild;

import io.gradcheck.subject.Subject;
import java.time.LocalDate;
import java.util.function.DoubleUnaryOperator;
import net.finmath.marketdata.model.curves.DiscountCurveInterpolation;
import net.finmath.singleswaprate.annuitymapping.AnnuityMapping;
import net.finmath.singleswaprate.annuitymapping.BasicPiterbargAnnuityMapping;
import net.finmath.singleswaprate.annuitymapping.ExponentialNormalizer;
import net.finmath.singleswaprate.annuitymapping.NormalizingFunction;
import net.finmath.singleswaprate.annuitymapping.SimplifiedLinearAnnuityMapping;
import net.finmath.singleswaprate.model.AnalyticModelWithVolatilityCubes;
import net.finmath.singleswaprate.model.VolatilityCubeModel;
import net.finmath.singleswaprate.model.volatilities.StaticVolatilityCube;
import net.finmath.time.Schedule;
import net.finmath.time.ScheduleGenerator;
import net.finmath.time.ScheduleGenerator.Frequency;
import net.finmath.time.businessdaycalendar.BusinessdayCalendar.DateRollConvention;
import net.finmath.time.businessdaycalendar.BusinessdayCalendarAny;

/** Annuities as functions of the swap rate, with their first two derivatives. */
final class FinmathAnnuities {

    private static final LocalDate TODAY = LocalDate.of(2020, 1, 1);

    private FinmathAnnuities() {}

    static void fill(Checks checks) {
        AnnuityMapping piterbarg = piterbarg();
        AnnuityMapping linear = new SimplifiedLinearAnnuityMapping(schedule(Frequency.ANNUAL), 3.6, 0.03, 0.95);
        NormalizingFunction exponential = new ExponentialNormalizer(0.03, 0.7);
        checks.pass(
                "BasicPiterbargAnnuityMapping, first derivative",
                () -> byRate(piterbarg::getValue, piterbarg::getFirstDerivative));
        checks.fail(
                "BasicPiterbargAnnuityMapping, second derivative",
                () -> byRate(piterbarg::getFirstDerivative, piterbarg::getSecondDerivative),
                "x[0], x[1], x[2], x[3]",
                "",
                Evidence.sevenPointsElementwise(piterbarg::getFirstDerivative, 3e-4),
                "second derivative takes the first exponent for all periods");
        checks.pass(
                "SimplifiedLinearAnnuityMapping, first derivative",
                () -> byRate(linear::getValue, linear::getFirstDerivative));
        checks.inconclusive(
                "SimplifiedLinearAnnuityMapping, second derivative",
                () -> byRate(linear::getFirstDerivative, linear::getSecondDerivative));
        checks.pass(
                "ExponentialNormalizer, first derivative",
                () -> byRate(exponential::getValue, exponential::getFirstDerivative));
        checks.pass(
                "ExponentialNormalizer, second derivative",
                () -> byRate(exponential::getFirstDerivative, exponential::getSecondDerivative));
    }

    private static Subject byRate(DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
        return Subject.scalar("annuity", f, derivative, -0.02, 0, 0.03, 0.06);
    }

    private static AnnuityMapping piterbarg() {
        VolatilityCubeModel model = (VolatilityCubeModel) new AnalyticModelWithVolatilityCubes(TODAY)
                .addCurve(DiscountCurveInterpolation.createDiscountCurveFromDiscountFactors(
                        "discount", new double[] {1, 5, 10}, new double[] {0.98, 0.88, 0.75}));
        return new BasicPiterbargAnnuityMapping(
                schedule(Frequency.ANNUAL),
                schedule(Frequency.SEMIANNUAL),
                0.03,
                model.addVolatilityCube(new StaticVolatilityCube("cube", TODAY, 1.2, 0.9, 0.01)),
                "discount",
                "cube",
                -0.05,
                0.15,
                50);
    }

    private static Schedule schedule(Frequency frequency) {
        return ScheduleGenerator.createScheduleFromConventions(
                TODAY,
                TODAY.plusYears(2),
                TODAY.plusYears(6),
                frequency,
                ScheduleGenerator.DaycountConvention.ACT_365,
                ScheduleGenerator.ShortPeriodConvention.FIRST,
                DateRollConvention.FOLLOWING,
                new BusinessdayCalendarAny(),
                0,
                0);
    }
}
