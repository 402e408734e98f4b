using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2;

/// <summary>Filters for lists that are facts rather than rows: regions, zones, instance types.</summary>
internal static class FactList
{
    /// <summary>The items that satisfy all filters.</summary>
    public static List<T> Filter<T>(IEnumerable<T> all, Filters<T> known, List<Filter>? filters)
    {
        var tests = Tests(known, filters);
        return [.. all.Where(item => tests.TrueForAll(test => test(item)))];
    }

    /// <summary>A test for each filter, for lists that are too long to be made whole.</summary>
    public static List<Func<T, bool>> Tests<T>(Filters<T> known, List<Filter>? filters) =>
        (filters ?? []).ConvertAll(filter => Test(known, filter));

    private static Func<T, bool> Test<T>(Filters<T> known, Filter filter)
    {
        var name = filter.Name ?? throw CommonErrors.MissingParameter("Filter.Name");
        var read = known.Find(name) ?? throw Ec2Errors.InvalidFilter(name);
        var wanted = filter.Values ?? [];
        return item => read(item).Any(value =>
            value is not null && wanted.Exists(pattern => Wildcard.IsMatch(pattern, value)));
    }
}
