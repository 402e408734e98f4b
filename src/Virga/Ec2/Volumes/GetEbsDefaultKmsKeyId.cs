using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>Tells the key of encrypted volumes for which no other is named.</summary>
internal sealed class GetEbsDefaultKmsKeyId : IQuery<GetEbsDefaultKmsKeyIdRequest, GetEbsDefaultKmsKeyIdResult>
{
    public static GetEbsDefaultKmsKeyIdResult Run(GetEbsDefaultKmsKeyIdRequest input, WorldView at) =>
        new() { KmsKeyId = EbsSettingsRow.Of(at).KmsKeyId ?? EbsSettingsRow.DefaultKeyAlias };
}
