using Virga.Ecr.LifecyclePolicies;
using Virga.Ecr.RegistryPolicies;
using Virga.Ecr.Repositories;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.CreationTemplates;

/// <summary>What ECR demands of a template.</summary>
internal static class CreationTemplateRules
{
    public static void Check(RepositoryCreationTemplate template)
    {
        RepositoryRules.CheckMutability(
            template.ImageTagMutability ?? ImageTagMutability.MUTABLE, template.ImageTagMutabilityExclusionFilters);
        if (!string.IsNullOrEmpty(template.RepositoryPolicy))
            PolicyTexts.CheckRepositoryPolicy(template.RepositoryPolicy);
        if (!string.IsNullOrEmpty(template.LifecyclePolicy)) LifecyclePolicyReader.Read(template.LifecyclePolicy);
        if (template.ResourceTags is { Count: > 0 } && template.CustomRoleArn is null)
            throw EcrErrors.Validation("A custom role is required to apply resource tags");
    }
}
