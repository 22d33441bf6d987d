Describe 'Get-CETransformation' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
        Set-CETransformation myTickets incident -Map @{ id = 'sys_id' }
        Set-CETransformation myTickets -Map @{ title = 'short_description' } -Level Account -Inherit
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Get-CETransformation' | Should -Be @('Instance', 'Level', 'MaxWait', 'Name', 'Session') }
    It 'lists all levels that apply' { (Get-CETransformation).Level | Should -Be @('Account', 'Organization') }
    It 'lists one level' { (Get-CETransformation -Level Organization).VendorName | Should -Be 'incident' }
    It 'takes wildcards' { Get-CETransformation my* | Should -HaveCount 2 }
    It 'names what is not there' { { Get-CETransformation nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'ResourceNotFound,*' }
}
