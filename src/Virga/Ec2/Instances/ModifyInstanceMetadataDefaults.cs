using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Sets what an account prefers; <c>no-preference</c> and -1 take a preference away.</summary>
internal sealed class ModifyInstanceMetadataDefaults
    : IMutation<ModifyInstanceMetadataDefaultsRequest, ModifyInstanceMetadataDefaultsResult>
{
    private const string NoPreference = "no-preference";
    private const int NoHopLimit = -1;

    public static ModifyInstanceMetadataDefaultsResult Run(ModifyInstanceMetadataDefaultsRequest input, Change change)
    {
        var old = MetadataDefaultsRow.Of(change);
        change.Put(old with
        {
            HttpTokens = Preferred(input.HttpTokens, old.HttpTokens),
            HttpPutResponseHopLimit = Preferred(input.HttpPutResponseHopLimit, old.HttpPutResponseHopLimit),
            HttpEndpoint = Preferred(input.HttpEndpoint, old.HttpEndpoint),
            InstanceMetadataTags = Preferred(input.InstanceMetadataTags, old.InstanceMetadataTags),
            HttpTokensEnforced = Preferred(input.HttpTokensEnforced, old.HttpTokensEnforced),
        });
        return new() { Return = true };
    }

    private static string? Preferred(string? asked, string? old) =>
        asked is null ? old : asked == NoPreference ? null : asked;

    private static int? Preferred(int? asked, int? old) => asked switch
    {
        null => old,
        NoHopLimit => null,
        { } hops => MetadataOptionRules.CheckHopLimit(hops),
    };
}
