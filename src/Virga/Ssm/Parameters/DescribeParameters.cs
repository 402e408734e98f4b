using Virga.Service;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Parameters;

/// <summary>Lists parameters without their values.</summary>
internal sealed class DescribeParameters : IQuery<DescribeParametersRequest, DescribeParametersResult>
{
    public static DescribeParametersResult Run(DescribeParametersRequest input, WorldView at)
    {
        // The older Filters are the newer ones that match beginnings of names and whole words otherwise.
        var filters = (input.ParameterFilters ?? []).Concat((input.Filters
            ?? []).Select(old => new ParameterStringFilter
        {
            Key = old.Key,
            Option = old.Key == "Name" ? "BeginsWith" : "Equals",
            Values = old.Values,
        })).ToList();
        var rows = at.Rows<ParameterRow>().After(PageToken.Read(input.NextToken))
            .Where(row => ParameterFilters.Fits(at, row, filters))
            .Take((input.MaxResults ?? DefaultResults) + 1).ToList();
        var isLast = rows.Count <= (input.MaxResults ?? DefaultResults);
        if (!isLast) rows.RemoveAt(rows.Count - 1);
        return new()
        {
            Parameters = [.. rows.Select(row => ParameterView.Metadata(row, at))],
            NextToken = isLast ? null : PageToken.After(rows[^1].Sequence),
        };
    }

    private const int DefaultResults = 50;
}
