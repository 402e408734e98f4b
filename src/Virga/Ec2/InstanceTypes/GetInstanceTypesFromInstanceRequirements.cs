using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceTypes;

/// <summary>Lists the types that satisfy requirements.</summary>
internal sealed class GetInstanceTypesFromInstanceRequirements
    : IQuery<GetInstanceTypesFromInstanceRequirementsRequest, GetInstanceTypesFromInstanceRequirementsResult>
{
    private const int DefaultResults = 1_000;

    public static GetInstanceTypesFromInstanceRequirementsResult Run(
        GetInstanceTypesFromInstanceRequirementsRequest input, WorldView at)
    {
        var kinds = input.VirtualizationTypes ?? [];
        var names = InstanceRequirements.Matching(input.InstanceRequirements!, input.ArchitectureTypes ?? [], at)
            .Where(type => type.VirtualizationTypes.Any(kinds.Contains))
            .Select(type => new InstanceTypeInfoFromInstanceRequirements { InstanceType = type.Name });
        var page = PageToken.Slice(names.ToList(), input.MaxResults ?? DefaultResults, input.NextToken);
        return new() { InstanceTypes = page.Items, NextToken = page.NextToken };
    }
}
