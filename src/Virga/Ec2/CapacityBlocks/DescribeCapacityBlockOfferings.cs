using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityBlocks;

/// <summary>Lists the capacity blocks that can be bought.</summary>
internal sealed class DescribeCapacityBlockOfferings
    : IQuery<DescribeCapacityBlockOfferingsRequest, DescribeCapacityBlockOfferingsResult>
{
    public static DescribeCapacityBlockOfferingsResult Run(DescribeCapacityBlockOfferingsRequest input, WorldView at)
    {
        if (input.UltraserverType is not null || input.UltraserverCount is not null)
            throw new AwsException("UnsupportedOperation", "Virga has no UltraServers (UltraserverType).");
        var type = input.InstanceType ?? throw CommonErrors.MissingParameter("InstanceType");
        var offers = BlockOffering.For(
            type, input.InstanceCount ?? 1, input.CapacityDurationHours!.Value, input.StartDateRange,
            input.EndDateRange, at);

        // Terraform's data source takes nothing but a single offer for what it asks.
        if (input.AllAvailabilityZones != true) offers = offers.Take(1);
        var page = PageToken.Slice(
            offers.Select(offer => offer.View()).ToList(), input.MaxResults, input.NextToken);
        return new() { CapacityBlockOfferings = page.Items, NextToken = page.NextToken };
    }
}
