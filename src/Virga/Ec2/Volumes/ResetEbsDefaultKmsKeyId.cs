using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>Goes back to AWS's own key.</summary>
internal sealed class ResetEbsDefaultKmsKeyId
    : IMutation<ResetEbsDefaultKmsKeyIdRequest, ResetEbsDefaultKmsKeyIdResult>
{
    public static ResetEbsDefaultKmsKeyIdResult Run(ResetEbsDefaultKmsKeyIdRequest input, Change change)
    {
        change.Put(EbsSettingsRow.Of(change) with { KmsKeyId = null });
        return new() { KmsKeyId = EbsSettingsRow.DefaultKeyAlias };
    }
}
