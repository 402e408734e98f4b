using System.Globalization;
using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceEventWindows;

/// <summary>
/// The hours of the week in which a window is open, UTC. What AWS demands of them: EC2 User Guide, "Create custom event
/// windows": whole hours, two hours at least at a time and four a week, ten ranges at most.
/// </summary>
internal sealed class WeekHours
{
    private const int HoursPerDay = 24;
    private const int HoursPerWeek = 7 * HoursPerDay;
    private const int MinHoursAtATime = 2;
    private const int MinHoursPerWeek = 4;
    private const int MaxRanges = 10;

    private static readonly string[] Days =
    [
        WeekDay.Sunday, WeekDay.Monday, WeekDay.Tuesday, WeekDay.Wednesday, WeekDay.Thursday, WeekDay.Friday,
        WeekDay.Saturday,
    ];

    private readonly bool[] isOpen = new bool[HoursPerWeek];

    private WeekHours()
    {
    }

    /// <summary>The hours that a row says.</summary>
    public static WeekHours Of(InstanceEventWindowRow row) =>
        row.CronExpression is { } cron ? OfCron(cron) : OfRanges(row.TimeRanges);

    /// <summary>The hours of these ranges, or AWS's error.</summary>
    public static WeekHours OfRanges(IReadOnlyList<InstanceEventWindowTimeRange> ranges)
    {
        if (ranges.Count > MaxRanges)
            throw CommonErrors.InvalidParameterValue($"An event window has {MaxRanges} time ranges at most.");
        var hours = new WeekHours();
        foreach (var range in ranges)
        {
            var from = Hour(range.StartWeekDay, range.StartHour, "Start");
            var until = Hour(range.EndWeekDay, range.EndHour, "End");
            var length = (until - from + HoursPerWeek) % HoursPerWeek;
            for (var i = 0; i < length; i++) hours.isOpen[(from + i) % HoursPerWeek] = true;
        }

        return hours.Checked();
    }

    /// <summary>The hours of a cron expression such as <c>* 0-4,20-23 * * 1,5</c>, or AWS's error.</summary>
    public static WeekHours OfCron(string cron)
    {
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields is not ["*", var hourField, "*", "*", var dayField])
            throw CommonErrors.InvalidParameterValue(
                $"The cron expression '{cron}' is invalid. It gives hours and days of the week only: * H * * D.");
        var hours = new WeekHours();
        foreach (var day in Values(dayField, 6, cron))
        {
            foreach (var hour in Values(hourField, HoursPerDay - 1, cron))
                hours.isOpen[day * HoursPerDay + hour] = true;
        }

        return hours.Checked();
    }

    /// <summary>When it is open next, from this instant on: now where it is open already.</summary>
    public DateTimeOffset NextOpen(DateTimeOffset from)
    {
        if (isOpen[HourOf(from)]) return from;
        var hour = WholeHour(from);
        while (!isOpen[HourOf(hour)]) hour = hour.AddHours(1);
        return hour;
    }

    /// <summary>When it closes that is open at this instant.</summary>
    public DateTimeOffset NextClose(DateTimeOffset open)
    {
        var hour = WholeHour(open);
        for (var i = 0; i < HoursPerWeek && isOpen[HourOf(hour)]; i++) hour = hour.AddHours(1);
        return hour;
    }

    private static DateTimeOffset WholeHour(DateTimeOffset time) =>
        new(time.UtcDateTime.Date.AddHours(time.UtcDateTime.Hour), TimeSpan.Zero);

    private static int HourOf(DateTimeOffset time) =>
        (int)time.UtcDateTime.DayOfWeek * HoursPerDay + time.UtcDateTime.Hour;

    private static int Hour(string? day, int? hour, string name)
    {
        var index = Array.IndexOf(Days, day);
        if (index < 0) throw CommonErrors.MissingParameter($"TimeRange.{name}WeekDay");
        if (hour is null) throw CommonErrors.MissingParameter($"TimeRange.{name}Hour");
        if (hour is < 0 or >= HoursPerDay)
            throw CommonErrors.InvalidParameterValue($"Value ({hour}) for parameter {name}Hour is invalid.");
        return index * HoursPerDay + hour.Value;
    }

    /// <summary>The numbers of a field: <c>*</c>, <c>3</c>, <c>0-4</c>, <c>MON</c>, and lists of these.</summary>
    private static IEnumerable<int> Values(string field, int most, string cron)
    {
        foreach (var part in field.Split(','))
        {
            var ends = part == "*" ? ["0", $"{most}"] : part.Split('-');
            var from = Number(ends[0], most, cron);
            var until = Number(ends[^1], most, cron);
            if (ends.Length > 2 || until < from) throw Invalid(cron);
            for (var value = from; value <= until; value++) yield return value;
        }
    }

    private static int Number(string text, int most, string cron)
    {
        var day = Array.FindIndex(Days, one => one.StartsWith(text, StringComparison.OrdinalIgnoreCase));
        if (most < Days.Length && text.Length == 3 && day >= 0) return day;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= most
            ? value
            : throw Invalid(cron);
    }

    private static AwsException Invalid(string cron) =>
        CommonErrors.InvalidParameterValue($"The cron expression '{cron}' is invalid.");

    private WeekHours Checked()
    {
        if (isOpen.Count(open => open) < MinHoursPerWeek)
            throw CommonErrors.InvalidParameterValue(
                $"An event window must be open for {MinHoursPerWeek} hours a week at least.");
        for (var hour = 0; hour < HoursPerWeek; hour++)
        {
            var isAlone = isOpen[hour] && !isOpen[(hour + 1) % HoursPerWeek]
                && !isOpen[(hour + HoursPerWeek - 1) % HoursPerWeek];
            if (isAlone)
                throw CommonErrors.InvalidParameterValue(
                    $"Each time of an event window must last for {MinHoursAtATime} hours at least.");
        }

        return this;
    }
}
