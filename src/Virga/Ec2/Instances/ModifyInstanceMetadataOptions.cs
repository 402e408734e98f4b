using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Changes how an instance's metadata service behaves; it holds from the next request on.</summary>
internal sealed class ModifyInstanceMetadataOptions
    : IMutation<ModifyInstanceMetadataOptionsRequest, ModifyInstanceMetadataOptionsResult>
{
    public static ModifyInstanceMetadataOptionsResult Run(ModifyInstanceMetadataOptionsRequest input, Change change)
    {
        var instance = change.Get<InstanceRow>(input.InstanceId!);
        if (instance.IsTerminated)
            throw new AwsException("IncorrectInstanceState",
                $"The instance '{instance.Id}' is not in a state in which its metadata options can be modified.");
        var old = instance.MetadataOptions;
        var options = old with
        {
            HttpTokens = input.HttpTokens ?? old.HttpTokens,
            HttpPutResponseHopLimit = MetadataOptionRules.CheckHopLimit(
                input.HttpPutResponseHopLimit ?? old.HttpPutResponseHopLimit),
            HttpEndpoint = input.HttpEndpoint ?? old.HttpEndpoint,
            HttpProtocolIpv6 = input.HttpProtocolIpv6 ?? old.HttpProtocolIpv6,
            InstanceMetadataTags = input.InstanceMetadataTags ?? old.InstanceMetadataTags,
        };
        if (options.InstanceMetadataTags == InstanceMetadataTagsState.Enabled)
            MetadataOptionRules.CheckTagKeys(change.Find<TagsRow>(instance.Id)?.Tags.Keys.AsEnumerable() ?? []);
        if (input.HttpTokens is not null)
            MetadataOptionRules.CheckEnforcement(options, MetadataDefaultsRow.Of(change));
        change.Put(instance with { MetadataOptions = options });
        return new()
        {
            InstanceId = instance.Id,
            InstanceMetadataOptions = new()
            {
                // The answer says "pending", a describe right after it "applied" (API Reference).
                State = InstanceMetadataOptionsState.Pending,
                HttpTokens = options.HttpTokens,
                HttpPutResponseHopLimit = options.HttpPutResponseHopLimit,
                HttpEndpoint = options.HttpEndpoint,
                HttpProtocolIpv6 = options.HttpProtocolIpv6,
                InstanceMetadataTags = options.InstanceMetadataTags,
            },
        };
    }
}
