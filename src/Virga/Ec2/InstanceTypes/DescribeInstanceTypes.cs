using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceTypes;

/// <summary>Lists the instance types that the region sells.</summary>
internal sealed class DescribeInstanceTypes : IQuery<DescribeInstanceTypesRequest, DescribeInstanceTypesResult>
{
    /// <summary>The most types a page, asked for or not (API Reference).</summary>
    private const int MaxResults = 100;

    private const int MinResults = 5;

    public static DescribeInstanceTypesResult Run(DescribeInstanceTypesRequest input, WorldView at)
    {
        if (input.MaxResults is < MinResults or > MaxResults)
            throw CommonErrors.InvalidParameterValue(
                $"Value ( {input.MaxResults} ) for parameter maxResults is invalid. Expecting a value between "
                + $"{MinResults} and {MaxResults}.");
        var all = FactList.Filter(Chosen(input, at), InstanceTypeFilters.All, input.Filters);
        var page = PageToken.Slice(all, input.MaxResults ?? MaxResults, input.NextToken);
        return new() { InstanceTypes = page.Items, NextToken = page.NextToken };
    }

    private static IEnumerable<InstanceTypeInfo> Chosen(DescribeInstanceTypesRequest input, WorldView at)
    {
        var all = input.InstanceTypes is { Count: > 0 } names ? Named(names) : InstanceTypeCatalogue.All();
        if (input.IncludeUnsupportedInRegion != true)
            all = all.Where(type => InstanceTypeView.IsSold(type.Name, at));
        return all.Select(type => InstanceTypeView.Of(type, at));
    }

    private static IEnumerable<InstanceTypeFacts> Named(List<string> names)
    {
        var unknown = names.Where(name => InstanceTypeCatalogue.Find(name) is null).ToList();
        if (unknown.Count > 0) throw Ec2Errors.InstanceTypesNotFound(unknown);
        return names.Distinct(StringComparer.Ordinal).Select(name => InstanceTypeCatalogue.Find(name)!);
    }
}
